import type { Finding, Unread } from './finding.ts';
import { counted, headline, type Report, unreadInWords } from './report.ts';

const mostTold = 20;

/** What people are told: what is new or worse, what could be read before, and what is over. Empty where nothing is: nobody reads the same every day. */
export function notice(
  report: Pick<Report, 'summary' | 'unread' | 'places' | 'clusters' | 'resolved' | 'unsettled'>,
  { news, dark }: { news: Finding[]; dark: Unread[] },
  { bucket, html }: { bucket: string; html: string },
): { subject: string; message: string } {
  const { resolved } = report;
  if (news.length + dark.length + resolved.length === 0) return { subject: '', message: '' };
  const lines = news
    .slice(0, mostTold)
    .flatMap(({ severity, title, resource, environment, evidence, remedy }) => [
      `${severity}: ${title} (${environment ?? resource}): ${evidence}`,
      `  ${remedy}`,
    ]);
  const more = news.length > mostTold ? [`and ${news.length - mostTold} more`] : [];
  const unread = dark.slice(0, mostTold).map(({ place, why }) => `not read: ${place}: ${why}`);
  const over = resolved.slice(0, mostTold).map(({ title, environment, resource }) => `resolved: ${title} (${environment ?? resource})`);
  return {
    subject: `CloudHSM audit: ${subjectOf(news, dark, resolved)}`,
    message: [headline(report), '', ...lines, ...more, ...unread, ...over, '', `Report: s3://${bucket}/${html}`].join('\n'),
  };
}

/** The worst of it. */
function subjectOf(news: Finding[], dark: Unread[], resolved: Finding[]): string {
  const [worst] = news;
  if (worst) return `${counted(news.length, 'new finding')}, ${worst.severity} at worst`;
  return unreadInWords(dark) || `${counted(resolved.length, 'finding')} resolved`;
}
