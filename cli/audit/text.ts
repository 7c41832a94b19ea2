import type { Finding } from '../../core/audit/finding.ts';
import { headline, type Report } from '../../core/audit/report.ts';
import type { Severity } from '../../core/severities.ts';
import { styled } from '../output.ts';
import { wrap } from '../text/wrap.ts';

const colours: Record<Severity, Parameters<typeof styled>[0]> = { critical: 'red', high: 'red', medium: 'yellow', low: 'cyan' };

/** What an audit has found, for people: the worst first, each with what was seen and what to do. */
export function auditText(report: Report, columns: number): string {
  const known = new Set(report.known);
  const healthy = report.findings.length === 0 && report.unread.length === 0 && (report.unsettled ?? []).length === 0;
  return [
    styled(healthy ? 'green' : 'bold', wrap(headline(report), columns, 2)),
    ...report.findings.flatMap((finding) => ['', ...told(finding, known.has(finding.id), columns)]),
    ...section('resolved since the last audit', report.resolved.map(line), columns),
    // a deployment of before does not tell
    ...section('known, and not looked at this time', (report.undecided ?? []).map(line), columns),
    ...section(
      'accepted',
      report.accepted.map((one) => `${line(one)}, until ${one.until}: ${one.reason}`),
      columns,
    ),
    ...section(
      'not read',
      report.unread.map(({ place, why }) => `${place}: ${why}`),
      columns,
    ),
  ].join('\n');
}

function told(finding: Finding, known: boolean, columns: number): string[] {
  const { severity, check, evidence, remedy, account, region, since } = finding;
  const where = `${check}, ${account}/${region}${known ? `, since ${since.slice(0, 10)}` : ', new'}`;
  return [
    wrap(`${styled(colours[severity], severity.padEnd(8))} ${line(finding)}`, columns, 9),
    `         ${wrap(evidence, columns - 9, 9)}`,
    `         ${wrap(`remedy: ${remedy}`, columns - 9, 9)}`,
    `         ${styled('dim', where)}`,
  ];
}

function line({ title, environment, resource }: Pick<Finding, 'title' | 'environment' | 'resource'>): string {
  return `${environment ?? resource}: ${title}`;
}

function section(heading: string, lines: string[], columns: number): string[] {
  return lines.length === 0 ? [] : ['', styled('bold', heading), ...lines.map((one) => `  ${wrap(one, columns - 2, 4)}`)];
}
