import * as z from 'zod/mini';
import { getJson, putJson } from '../core/audit/bucket.ts';
import type { Facts } from '../core/audit/facts/facts.ts';
import { countsOf } from '../core/audit/finding.ts';
import { judge } from '../core/audit/judge.ts';
import { factsKey, judgementKey } from '../core/audit/keys.ts';
import { publishStanding } from '../core/audit/metrics.ts';
import { PlaceInput, PlaceShape } from '../core/audit/place-shape.ts';
import { isHome } from '../core/audit/places.ts';
import { s3 } from '../core/aws/s3.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Input = z.extend(PlaceInput, { environments: z.array(z.string()) });
const Output = z.object({
  place: PlaceShape,
  counts: z.object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() }),
  /** How many parts could not be read. */
  unread: z.int(),
});

const parts = ['hsms', 'owners', 'surroundings', 'watch'];

/** Holds what was read of a place against every check, and leaves what was found in the bucket. */
export const handler = step(Input, Output, async ({ run, place, now, environments }) => {
  const bucket = setting('AUDIT_BUCKET');
  const read = await Promise.all(parts.map((part) => getJson<Partial<Facts>>(s3(), bucket, factsKey(run, place, part))));
  const facts: Facts = {
    ...Object.assign({}, ...read),
    account: place.account,
    region: place.region,
    stage: setting('STAGE'),
    at: now,
    ...(isHome(place) && {
      quotas: { clusters: Number(setting('CLUSTER_QUOTA')), hsms: Number(setting('HSM_QUOTA')) },
      image: setting('HSM_USERS_IMAGE'),
    }),
    unread: read.flatMap(({ unread = [] }) => unread),
  };
  const judgement = judge(facts, environments.length > 0 ? { environments } : {});
  if (isHome(place)) publishStanding(facts);
  await putJson(s3(), bucket, judgementKey(run, place), judgement);
  return { place, counts: countsOf(judgement.findings), unread: judgement.unread.length };
});
