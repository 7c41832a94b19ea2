import type { AuditPlace } from './facts/facts.ts';

/** What lies where in the bucket of audits: `work` goes after days, `reports` stay. */

/** What is read of a place, part by part. */
export function factsKey(run: string, { account, region }: AuditPlace, part: string): string {
  return `work/${run}/facts/${account}/${region}/${part}.json`;
}

/** What is said of a place. */
export function judgementKey(run: string, { account, region }: AuditPlace): string {
  return `${judgementsUnder(run)}${account}/${region}.json`;
}

export function judgementsUnder(run: string): string {
  return `work/${run}/judgements/`;
}

/** Dated, so that they stand in their order. */
export function reportKey(scope: string, at: string, run: string, kind: 'json' | 'html'): string {
  const time = at.replace(/\.\d+Z$/, 'Z').replaceAll(':', '');
  return `reports/${scope}/${time.slice(0, 10).replaceAll('-', '/')}/${time}-${run.slice(0, 8)}.${kind}`;
}

export function historyKey(scope: string): string {
  return `reports/${scope}/history.json`;
}
