import * as z from 'zod/mini';
import { getJson, putJson } from '../core/audit/bucket.ts';
import type { Facts, HsmFacts, OwnerFacts } from '../core/audit/facts/facts.ts';
import { readCopies } from '../core/audit/facts/read-copies.ts';
import { readBackups, readClusters } from '../core/audit/facts/read-hsms.ts';
import { readOrSay } from '../core/audit/facts/read-or-say.ts';
import { readShares } from '../core/audit/facts/read-shares.ts';
import { factsKey } from '../core/audit/keys.ts';
import { clientPlace } from '../core/audit/place.ts';
import { PlaceInput } from '../core/audit/place-shape.ts';
import { isHome } from '../core/audit/places.ts';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { s3 } from '../core/aws/s3.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Output = z.object({ unread: z.int() });

/** Reads the clusters and backups of a place, which backups others may use, and where the record is, copies elsewhere: all by pages. */
export const handler = step(PlaceInput, Output, async ({ run, place }) => {
  const unread: Facts['unread'] = [];
  const at = clientPlace(place);
  const say = <T>(what: string, of: () => Promise<T>) => readOrSay(place, what, unread, of);
  const read: Partial<HsmFacts> & Pick<Facts, 'unread'> = {
    clusters: await say('its clusters', () => readClusters(cloudhsm(at), setting('STAGE'))),
    backups: await say('its backups', () => readBackups(cloudhsm(at))),
    shares: await say('what it shares', () => readShares(at)),
    unread,
  };
  if (isHome(place)) {
    const { environments } = await getJson<Partial<OwnerFacts>>(s3(), setting('AUDIT_BUCKET'), factsKey(run, place, 'owners'));
    if (environments) read.copies = await say('copies in other regions', () => readCopies(environments, place.region));
  }
  await putJson(s3(), setting('AUDIT_BUCKET'), factsKey(run, place, 'hsms'), read);
  return { unread: unread.length };
});
