import * as z from 'zod/mini';
import { putJson } from '../core/audit/bucket.ts';
import type { Facts, HsmFacts } from '../core/audit/facts/facts.ts';
import { readBackups, readClusters } from '../core/audit/facts/read-hsms.ts';
import { readOrSay } from '../core/audit/facts/read-or-say.ts';
import { factsKey } from '../core/audit/keys.ts';
import { clientPlace } from '../core/audit/place.ts';
import { PlaceInput } from '../core/audit/place-shape.ts';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { s3 } from '../core/aws/s3.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Output = z.object({ unread: z.int() });

/** Reads the clusters and backups of a place, by pages. */
export const handler = step(PlaceInput, Output, async ({ run, place }) => {
  const unread: Facts['unread'] = [];
  const at = clientPlace(place);
  const [clusters, backups] = [
    await readOrSay(place, 'its clusters', unread, () => readClusters(cloudhsm(at), setting('STAGE'))),
    await readOrSay(place, 'its backups', unread, () => readBackups(cloudhsm(at))),
  ];
  const read: Partial<HsmFacts> & Pick<Facts, 'unread'> = { clusters, backups, unread };
  await putJson(s3(), setting('AUDIT_BUCKET'), factsKey(run, place, 'hsms'), read);
  return { unread: unread.length };
});
