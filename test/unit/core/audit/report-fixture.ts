import { judge } from '../../../../core/audit/judge.ts';
import { compose, type Report } from '../../../../core/audit/report.ts';
import { alarms, at, backup, cluster, facts, hoursAgo, hsm, onRecord } from './facts.ts';

const other = { account: '210987654321', region: 'eu-west-1' };
const nightly = Array.from({ length: 12 }, (_, day) => backup({ id: `backup-${day}`, createdAt: hoursAgo(3 + 24 * day) }));

/** A report of two places with something of everything: new, known, resolved, accepted and unread. */
export function variedReport(changes: Partial<Report> = {}): Report {
  const before = judge(
    facts({
      backups: nightly,
      keyStores: [{ id: 'cks-1', name: 'store', clusterId: cluster().id, state: 'FAILED' }],
      clusters: [cluster({ hsms: [hsm(1), hsm(2)] })],
    }),
  );
  const accept = [{ check: 'hsm-type-retired', resource: 'cluster-old', until: '2026-12-31', reason: 'it is migrated in spring' }];
  const now = judge(
    facts({
      backups: nightly,
      clusters: [
        cluster({ hsms: [hsm(1), hsm(2, 'us-east-1b', 'DEGRADED')] }),
        cluster({
          id: 'cluster-old',
          hsmType: 'hsm1.medium',
          environment: 'archive',
          hsms: [],
          certificate: { issuer: 'CN=root', endsAt: hoursAgo(-48) },
        }),
      ],
      environments: [
        onRecord(),
        onRecord({ name: 'archive', clusterId: 'cluster-old', parked: true, keyArns: {} }, { name: 'archive', audit: { accept } }),
      ],
      alarms: [...alarms(), ...alarms('archive')],
      secrets: facts().secrets!.map((secret) => (secret.name.endsWith('admin') ? { ...secret, deletedAt: hoursAgo(5) } : secret)),
    }),
  );
  const elsewhere = judge({
    ...facts({ environments: undefined, secrets: undefined, keys: undefined, quotas: undefined }),
    ...other,
    clusters: [cluster({ id: 'cluster-eu', environment: null })],
    logGroups: ['/aws/cloudhsm/cluster-eu'],
    backups: [],
    keyStores: [],
  });
  const trend = Array.from({ length: 20 }, (_, day) => ({
    at: hoursAgo(24 * (20 - day)),
    summary: { critical: day % 7 === 0 ? 1 : 0, high: day % 4, medium: (day * 3) % 5, low: 0 },
    perHour: 4.8,
  }));
  const unread = [{ place: '999988887777/us-east-1', why: 'AccessDenied: the role cloudhsm-lifecycle-audit is missing' }];
  const told = { at, execution: 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-audit:run', scope: 'all' };
  return { ...compose({ ...told, judgements: [now, elsewhere], unread, before, trend }), ...changes };
}
