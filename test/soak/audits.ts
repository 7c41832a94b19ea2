import type { Finding } from '../../core/audit/finding.ts';
import type { Report } from '../../core/audit/report.ts';
import type { Deployment } from '../workflow/deployment.ts';
import type { TroubleKind } from './troubles.ts';

/** By what an audit finds each kind of trouble. */
export const foundBy: Record<TroubleKind, string> = {
  fails: 'hsm-degraded',
  'fails and is replaced': 'hsm-degraded',
  'is deleted': 'hsm-missing',
  'key store disconnected': 'key-store-disconnected',
};

/** What its remedy has an operator start; the rest mends itself with the next copies, drills or backups. */
const remedies: Partial<Record<string, string>> = {
  'hsm-degraded': 'repair',
  'hsm-missing': 'repair',
  'key-store-disconnected': 'connect',
  'key-store-failed': 'connect',
  'drill-failed': 'drill',
  'copy-failed': 'copy-backups',
};

/** The report of the newest audit. */
export function newestReport({ home }: Deployment): Report {
  const audit = [...home.states.executions.values()].findLast(({ machine }) => machine.name === 'cloudhsm-lifecycle-dev-audit');
  if (audit?.status !== 'SUCCEEDED') throw new Error(`the newest audit is ${audit?.status}: ${audit?.error} ${audit?.cause}`);
  const { report } = JSON.parse(audit.output!) as { report: { bucket: string; json: string } };
  return JSON.parse(home.s3.bucket(report.bucket).objects.find(report.json)!.body.toString()) as Report;
}

/** What to start for which environment, one thing for each: what makes the others' causes go comes first. */
export function toDo(findings: Finding[]): { environment: string; intent: string }[] {
  const asked = new Map<string, string>();
  for (const { check, environment } of findings) {
    const intent = remedies[check];
    if (!intent || !environment || asked.get(environment) === 'repair') continue;
    asked.set(environment, intent);
  }
  return [...asked].map(([environment, intent]) => ({ environment, intent }));
}
