import { logger } from '../log.ts';
import type { Health } from './health.ts';
import { ownNamespace } from './names.ts';

/**
 * Publishes how an environment is. CloudWatch makes the metrics of the log line ("embedded metric format"): that needs no request, and the line
 * says what is not as asked.
 *
 * @param at ISO 8601: the schedule's time
 */
export function publishHealth(health: Health, stage: string, at: string): void {
  const { environment, notAsAsked, hsmsWanted, hsmsActive, keyStoreConnected, backupAgeHours } = health;
  const values: Record<string, [number, 'Count' | 'None']> = {
    NotAsAsked: [notAsAsked.length > 0 ? 1 : 0, 'Count'],
    HsmsWanted: [hsmsWanted, 'Count'],
    HsmsActive: [hsmsActive, 'Count'],
    ...(keyStoreConnected !== undefined && { KeyStoreConnected: [keyStoreConnected ? 1 : 0, 'Count'] as [number, 'Count'] }),
    ...(backupAgeHours !== undefined && { BackupAgeHours: [backupAgeHours, 'None'] as [number, 'None'] }),
  };
  const Metrics = Object.entries(values).map(([Name, [, Unit]]) => ({ Name, Unit }));
  const directive = { Namespace: ownNamespace, Dimensions: [['Stage', 'Environment']], Metrics };
  logger.info(`Environment ${environment} is ${notAsAsked.length > 0 ? `not as asked: ${notAsAsked.join('; ')}` : 'as asked'}`, {
    _aws: { Timestamp: Date.parse(at), CloudWatchMetrics: [directive] },
    Stage: stage,
    Environment: environment,
    ...Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value])),
  });
}
