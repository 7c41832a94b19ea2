import * as z from 'zod/mini';
import { getJson, putJson } from '../core/audit/bucket.ts';
import type { Facts, HsmFacts, OwnerFacts, SurroundingFacts } from '../core/audit/facts/facts.ts';
import { readKeyStores } from '../core/audit/facts/read-key-stores.ts';
import { readGroups, readPublicSubnets } from '../core/audit/facts/read-network.ts';
import { readOrSay } from '../core/audit/facts/read-or-say.ts';
import { readRecoverySubnets } from '../core/audit/facts/read-recovery-subnets.ts';
import { factsKey } from '../core/audit/keys.ts';
import { clientPlace } from '../core/audit/place.ts';
import { PlaceInput } from '../core/audit/place-shape.ts';
import { ec2 } from '../core/aws/ec2.ts';
import { kms } from '../core/aws/kms.ts';
import { s3 } from '../core/aws/s3.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Output = z.object({ unread: z.int() });

/** Reads what stands around the clusters that were found: key stores over them, security groups, where their subnets lead, and those to restore them in. */
export const handler = step(PlaceInput, Output, async ({ run, place }) => {
  const bucket = setting('AUDIT_BUCKET');
  const unread: Facts['unread'] = [];
  const { clusters = [] } = await getJson<Partial<HsmFacts>>(s3(), bucket, factsKey(run, place, 'hsms'));
  const at = clientPlace(place);
  const client = ec2(at);
  const read: Partial<SurroundingFacts> & Pick<Facts, 'unread'> = {
    keyStores: await readOrSay(place, 'its key stores', unread, () => readKeyStores(kms(at))),
    groups: await readOrSay(place, 'security groups', unread, () => readGroups(client, clusters)),
    publicSubnets: await readOrSay(place, 'route tables', unread, () => readPublicSubnets(client, clusters)),
    unread,
  };
  const { environments } = await getJson<Partial<OwnerFacts>>(s3(), bucket, factsKey(run, place, 'owners'));
  if (environments) {
    const ofRecovery = () => readRecoverySubnets(environments, place.region);
    read.recoverySubnets = await readOrSay(place, 'subnets of recovery regions', unread, ofRecovery);
  }
  await putJson(s3(), bucket, factsKey(run, place, 'surroundings'), read);
  return { unread: unread.length };
});
