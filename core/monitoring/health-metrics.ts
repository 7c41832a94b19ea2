import { lookMetric, ownNamespace } from '../alarms/names.ts';
import { logMetrics } from '../embedded-metrics.ts';
import type { Health } from './health.ts';

/**
 * Publishes that the environments were looked at.
 *
 * @param at ISO 8601: the schedule's time
 */
export function publishLook(environments: number, stage: string, at: string): void {
  logMetrics(`${environments} environments are on record`, {
    namespace: ownNamespace,
    dimensions: { Stage: stage },
    values: { [lookMetric]: count(1) },
    at,
  });
}

/**
 * Publishes how an environment is, in a line of the log that says what is not as asked.
 *
 * @param at ISO 8601: the schedule's time
 */
export function publishHealth(health: Health, stage: string, at: string): void {
  const { environment, notAsAsked, hsmsWanted, hsmsActive, keyStoreConnected, backupAgeHours } = health;
  logMetrics(`Environment ${environment} is ${notAsAsked.length > 0 ? `not as asked: ${notAsAsked.join('; ')}` : 'as asked'}`, {
    namespace: ownNamespace,
    dimensions: { Stage: stage, Environment: environment },
    values: {
      NotAsAsked: count(notAsAsked.length > 0),
      ...(hsmsWanted !== undefined && { HsmsWanted: count(hsmsWanted) }),
      HsmsActive: count(hsmsActive),
      ...(keyStoreConnected !== undefined && { KeyStoreConnected: count(keyStoreConnected) }),
      ...(backupAgeHours !== undefined && { BackupAgeHours: { value: backupAgeHours, unit: 'None' as const } }),
    },
    at,
  });
}

const count = (value: number | boolean) => ({ value: Number(value), unit: 'Count' as const });
