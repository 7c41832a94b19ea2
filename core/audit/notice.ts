import type { Finding } from './finding.ts';
import { headline, type Report } from './report.ts';

const mostTold = 20;

/** What people are told: what is new or worse, and what is over. Empty where nothing is: nobody reads the same every day. */
export function notice(
  report: Pick<Report, 'summary' | 'unread' | 'places' | 'clusters' | 'resolved'>,
  news: Finding[],
  { bucket, html }: { bucket: string; html: string },
): { subject: string; message: string } {
  if (news.length === 0) return { subject: '', message: '' };
  const lines = news
    .slice(0, mostTold)
    .flatMap(({ severity, title, resource, environment, evidence, remedy }) => [
      `${severity}: ${title} (${environment ?? resource}): ${evidence}`,
      `  ${remedy}`,
    ]);
  const more = news.length > mostTold ? [`and ${news.length - mostTold} more`] : [];
  const over = report.resolved.map(({ title, environment, resource }) => `resolved: ${title} (${environment ?? resource})`);
  const worst = news[0]!.severity;
  return {
    subject: `CloudHSM audit: ${news.length} new finding${news.length === 1 ? '' : 's'}, ${worst} at worst`,
    message: [headline(report), '', ...lines, ...more, ...over.slice(0, mostTold), '', `Report: s3://${bucket}/${html}`].join('\n'),
  };
}
