import { ownNamespace } from '../alarms/names.ts';
import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { logMetrics } from '../embedded-metrics.ts';
import { severityNames } from '../severities.ts';
import { liveCost } from './cost.ts';
import type { Facts } from './facts/facts.ts';
import { daysBetween, hoursBetween } from './hours.ts';
import { ownBackups } from './own-backups.ts';
import type { Report } from './report.ts';
import { asked, standingEnvironments } from './standing.ts';

/** Publishes how much an audit has found, by severity. */
export function publishFindings({ summary, scope, unread, at }: Pick<Report, 'summary' | 'scope' | 'unread' | 'at'>, stage: string): void {
  const counts = severityNames.map((name) => [`Findings${name[0]!.toUpperCase()}${name.slice(1)}`, count(summary[name])] as const);
  logMetrics(`The audit of ${scope} is done`, {
    namespace: ownNamespace,
    dimensions: { Stage: stage, Scope: scope },
    values: { ...Object.fromEntries(counts), PlacesUnread: count(new Set(unread.map(({ place }) => place)).size) },
    at,
  });
}

/**
 * Publishes of each environment that stands, and that no run is at work on, what an audit has read of it: by the names that check-health
 * uses, where it measures the same.
 */
export function publishStanding(facts: Facts): void {
  const { stage, at, region, backups } = facts;
  for (const { environment, cluster } of standingEnvironments(facts)) {
    const { name } = environment;
    const [wanted, active] = [asked(environment), activeHsms(cluster).length];
    const [newest] = ownBackups(backups ?? [], cluster);
    logMetrics(`Environment ${name} was audited`, {
      namespace: ownNamespace,
      dimensions: { Stage: stage, Environment: name },
      values: {
        ...(wanted !== undefined && { HsmsWanted: count(wanted) }),
        HsmsActive: count(active),
        ...(newest && active > 0 && { BackupAgeHours: figure(hoursBetween(newest.createdAt, at)) }),
        ...(cluster.certificate && { CertificateDaysLeft: figure(daysBetween(at, cluster.certificate.endsAt)) }),
        CostPerHour: figure(liveCost(region, cluster)),
      },
      at,
    });
  }
}

const count = (value: number) => ({ value, unit: 'Count' as const });
const figure = (value: number) => ({ value, unit: 'None' as const });
