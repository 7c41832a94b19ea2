import { createHash } from 'node:crypto';
import { severityNames } from '../../severities.ts';
import { headline, type Report } from '../report.ts';
import { clustersSection } from './clusters.ts';
import { Html, html } from './escape.ts';
import { acceptedSection, changesSection, findingsSection, unreadSection } from './findings.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { shortTime } from './time.ts';
import { trendSection } from './trend.ts';

/** Nothing is loaded, and no other script or style runs: names of resources are other people's words. */
const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;

/** The report as a page of its own. */
export function page(report: Report): string {
  const { at, scope, summary, places, unread, accepted, execution, perHour, trend } = report;
  const worst = severityNames.find((name) => summary[name] > 0);
  const section = (id: string, title: string, content: Html) =>
    html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>CloudHSM audit ${at.slice(0, 10)}</title><style>${new Html(style)}</style></head>
<body><a class="skip" href="#findings">To the findings</a>
<header>
  <p class="soft">CloudHSM audit · ${shortTime(at)} · ${scope === 'all' ? 'everything' : scope} · ${places
    .map(({ account, region }) => `${account}/${region}`)
    .slice(0, 12)
    .join(', ')}${places.length > 12 && ` and ${places.length - 12} more`}</p>
  <h1>${worst === undefined || worst === 'low' ? 'Healthy' : worst === 'critical' ? 'Keys can be lost' : 'Not as it should be'}: ${headline(report)}</h1>
  <ul class="counts" aria-label="Findings by severity">${severityNames.map((name) => html`<li class="${name}"><strong>${summary[name]}</strong> ${name}</li>`)}<li><strong>${perHour.toFixed(2)}</strong> USD an hour</li></ul>
</header>
<main>
${section('changes', 'What has changed', changesSection(report))}
${section('findings', 'Findings', findingsSection(report))}
${accepted.length > 0 && section('accepted', 'Accepted', acceptedSection(report))}
${unread.length > 0 && section('unread', 'What could not be read', unreadSection(report))}
${section('clusters', 'Clusters', clustersSection(report))}
${section('trend', 'The last reports', trendSection(trend))}
</main>
<footer class="soft">Execution ${execution}</footer>
<script>${new Html(script)}</script></body></html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
