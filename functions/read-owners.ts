import * as z from 'zod/mini';
import { putJson } from '../core/audit/bucket.ts';
import type { Facts, OwnerFacts } from '../core/audit/facts/facts.ts';
import { readOrSay } from '../core/audit/facts/read-or-say.ts';
import { readEnvironments, readKeys, readSecrets } from '../core/audit/facts/read-owners.ts';
import { readRecoveries } from '../core/audit/facts/read-recoveries.ts';
import { readReplicas } from '../core/audit/facts/read-replicas.ts';
import { factsKey } from '../core/audit/keys.ts';
import { PlaceInput } from '../core/audit/place-shape.ts';
import { isHome } from '../core/audit/places.ts';
import { dynamodb } from '../core/aws/dynamodb.ts';
import { kms } from '../core/aws/kms.ts';
import { s3 } from '../core/aws/s3.ts';
import { secretsManager } from '../core/aws/secrets-manager.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Output = z.object({ unread: z.int() });

/** Reads what is on record and what the record names: secrets by pages, keys one by one, and what was brought to other regions. Elsewhere nobody knows of a record. */
export const handler = step(PlaceInput, Output, async ({ run, place }) => {
  const unread: Facts['unread'] = [];
  const read: Partial<OwnerFacts> & Pick<Facts, 'unread'> = { unread };
  if (isHome(place)) {
    const say = <T>(what: string, of: () => Promise<T>) => readOrSay(place, what, unread, of);
    const environments = await say('its record', () => readEnvironments(dynamodb(), setting('ENVIRONMENTS_TABLE')));
    Object.assign(read, {
      environments,
      secrets: await say('its secrets', () => readSecrets(secretsManager(), setting('STAGE'))),
      keys: environments && (await say('its keys', () => readKeys(kms(), environments))),
      recoveries: environments && (await readRecoveries(environments, place.region, say)),
      replicas: environments && (await readReplicas(environments, place.region, say)),
    });
  }
  await putJson(s3(), setting('AUDIT_BUCKET'), factsKey(run, place, 'owners'), read);
  return { unread: unread.length };
});
