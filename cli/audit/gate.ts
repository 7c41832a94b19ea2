import { type Report, unreadInWords } from '../../core/audit/report.ts';
import { isAtLeast, type Severity } from '../../core/severities.ts';

/**
 * Why a report does not pass where nothing of a severity, or worse, is to be found; empty where it passes. What could not be read may hold
 * anything.
 */
export function failing({ findings, unread }: Pick<Report, 'findings' | 'unread'>, severity: Severity): string[] {
  const bad = findings.filter((one) => isAtLeast(one.severity, severity)).length;
  const dark = unreadInWords(unread);
  return [
    ...(bad > 0 ? [`${bad} finding${bad === 1 ? ' is' : 's are'} ${severity} or worse`] : []),
    ...(dark ? [`${dark}: what there is nobody knows`] : []),
  ];
}
