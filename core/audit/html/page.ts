import { severityNames } from '../../severities.ts';
import type { Finding } from '../finding.ts';
import { headline, type Report } from '../report.ts';
import { html } from './escape.ts';

/** The report as a page of its own: it loads nothing. */
export function page(report: Report): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>CloudHSM audit</title></head>
<body><h1>${headline(report)}</h1>
${severityNames.map((name) => html`<h2>${name}</h2>${report.findings.filter(({ severity }) => severity === name).map(row)}`)}
${report.clusters.map(({ id, state }) => html`<p>${id} ${state}</p>`)}
</body></html>`.text;
}

function row({ title, evidence, remedy, resource }: Finding) {
  return html`<p>${title} ${resource}: ${evidence}; ${remedy}</p>`;
}
