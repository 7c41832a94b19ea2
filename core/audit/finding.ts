import { createHash } from 'node:crypto';
import type { CheckId, Severity } from '../severities.ts';

/** Something that a check has found, as reports tell it. */
export interface Finding {
  /** The same for as long as it is the same thing. */
  id: string;
  check: CheckId;
  severity: Severity;
  account: string;
  region: string;
  cluster: string | null;
  environment: string | null;
  /** What it is about: an id or a name. */
  resource: string;
  title: string;
  /** What was seen. */
  evidence: string;
  remedy: string;
  /** ISO 8601: when an audit first found it. */
  since: string;
}

/** A place of which something could not be read, and why. */
export interface Unread {
  place: string;
  why: string;
}

export function findingId({ check, account, region, resource }: Pick<Finding, 'check' | 'account' | 'region' | 'resource'>): string {
  return createHash('sha256').update([check, account, region, resource].join('\n')).digest('hex').slice(0, 16);
}

export function countsOf(findings: Pick<Finding, 'severity'>[]): Record<Severity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
