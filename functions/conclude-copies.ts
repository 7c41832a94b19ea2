import * as z from 'zod/mini';
import { Announced } from '../core/announced.ts';
import { MovedTo } from '../core/copies/copies.ts';
import { asError, explainFailure } from '../core/failures/explain-failure.ts';
import { step } from '../core/step.ts';

const Copied = z.object({ environment: z.string(), region: z.string(), copy: z.string(), removed: z.array(z.string()) });
const Failed = z.object({ environment: z.string(), region: z.string(), failure: z.object({ Error: z.string(), Cause: z.string() }) });
const Input = z.object({ outcomes: z.array(z.union([Copied, Failed])), moved: z.array(MovedTo) });

/** What stands where; or why it does not, when everything else is done. */
export const handler = step(Input, Announced, async ({ outcomes, moved }) => {
  const failed = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome] : []));
  const copies = outcomes.flatMap((outcome) => ('failure' in outcome ? [] : [outcome]));
  const [first, ...others] = failed;
  if (first) {
    const { error, cause } = explainFailure(first.failure.Error, first.failure.Cause);
    const also = others.map(({ environment, region }) => `${environment} to ${region}`);
    throw asError({ error, cause: also.length > 0 ? `Not copied either: ${also.join(', ')}. ${cause}` : cause });
  }
  const told = [
    ...copies.map(({ environment, region, copy }) => `${environment} in ${region}: ${copy}`),
    ...moved.map(({ environment, region }) => `${environment} lives in ${region} now: nothing is brought there any more`),
  ];
  return { announcement: { detailType: 'Environment Changed', subject: '', message: told.join('\n') }, copies, moved };
});
