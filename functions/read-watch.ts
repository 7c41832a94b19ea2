import * as z from 'zod/mini';
import { auditLogGroup } from '../core/alarms/names.ts';
import { getJson, putJson } from '../core/audit/bucket.ts';
import type { Facts, HsmFacts, OwnerFacts, WatchFacts } from '../core/audit/facts/facts.ts';
import { readAlarms, readFailedActions } from '../core/audit/facts/read-alarms.ts';
import { readAuditLogs, readLogGroups } from '../core/audit/facts/read-audit-logs.ts';
import { readFigures, readThrottled } from '../core/audit/facts/read-figures.ts';
import { readOrSay } from '../core/audit/facts/read-or-say.ts';
import { readRules } from '../core/audit/facts/read-rules.ts';
import { readSubscriptions } from '../core/audit/facts/read-subscriptions.ts';
import { readTrails } from '../core/audit/facts/read-trails.ts';
import { factsKey } from '../core/audit/keys.ts';
import { clientPlace } from '../core/audit/place.ts';
import { PlaceInput } from '../core/audit/place-shape.ts';
import { isHome } from '../core/audit/places.ts';
import { cloudwatch } from '../core/aws/cloudwatch.ts';
import { cloudwatchLogs } from '../core/aws/cloudwatch-logs.ts';
import { s3 } from '../core/aws/s3.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Output = z.object({ unread: z.int() });

/**
 * Reads what watches over the clusters that were found, and what it has seen: alarms, who is told, trails, audit logs, what the HSMs report. Of
 * a place without clusters the trails are all that there is.
 */
export const handler = step(PlaceInput, Output, async ({ run, place, now }) => {
  const bucket = setting('AUDIT_BUCKET');
  const unread: Facts['unread'] = [];
  const say = <T>(what: string, of: () => Promise<T>) => readOrSay(place, what, unread, of);
  const { clusters = [] } = await getJson<Partial<HsmFacts>>(s3(), bucket, factsKey(run, place, 'hsms'));
  const at = clientPlace(place);
  const read: Partial<WatchFacts> & Pick<Facts, 'unread'> = { trails: await say('its trails', () => readTrails(at)), unread };
  if (clusters.length > 0) {
    const ids = clusters.filter(({ hsms }) => hsms.length > 0).map(({ id }) => id);
    const logGroups = await say('its log groups', () => readLogGroups(cloudwatchLogs(at)));
    Object.assign(read, {
      logGroups,
      figures: await say('what its HSMs report', () => readFigures(cloudwatch(at), ids, now)),
      throttled: await say('what KMS has turned away', () => readThrottled(cloudwatch(at), now)),
    });
    if (isHome(place)) Object.assign(read, await watchedAtHome(say, logGroups ?? [], await ownersOf(run, place), now));
  }
  await putJson(s3(), bucket, factsKey(run, place, 'watch'), read);
  return { unread: unread.length };
});

type Say = <T>(what: string, of: () => Promise<T>) => Promise<T | undefined>;

async function ownersOf(run: string, place: z.output<typeof PlaceInput>['place']): Promise<Partial<OwnerFacts>> {
  return getJson<Partial<OwnerFacts>>(s3(), setting('AUDIT_BUCKET'), factsKey(run, place, 'owners'));
}

/** What the deployment itself has: alarms, topics, rules, and the environments on record. */
async function watchedAtHome(say: Say, logGroups: string[], { environments = [] }: Partial<OwnerFacts>, now: string) {
  const stage = setting('STAGE');
  const logged = environments.flatMap(({ clusterId }) => (clusterId && logGroups.includes(auditLogGroup(clusterId)) ? [clusterId] : []));
  return {
    alarms: await say('its alarms', () => readAlarms(cloudwatch(), stage)),
    failedActions: await say('the history of its alarms', () => readFailedActions(cloudwatch(), stage, now)),
    topics: await say('who is told', () => readSubscriptions([setting('ALARM_TOPIC'), setting('OUTCOME_TOPIC')])),
    rules: await say('its rules', () => readRules(stage)),
    auditLogs: await say('audit logs', () => readAuditLogs(cloudwatchLogs(), logged, now)),
  } satisfies Partial<WatchFacts>;
}
