import { DeleteBackupCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { placeIn } from '../core/aws/place-in.ts';
import { copiesOf, WantedCopy } from '../core/copies/copies.ts';
import { serviceError } from '../core/errors/service-error.ts';
import { step } from '../core/step.ts';

const Input = z.object({ copy: WantedCopy });
const Output = z.object({ environment: z.string(), region: z.string(), copy: z.string(), removed: z.array(z.string()) });

/** Deletes the copies beyond those that are kept: the oldest, ours only, and never the last one that is READY. */
export const handler = step(Input, Output, async ({ copy }) => {
  const { environment, region, keep } = copy;
  const ready = (await copiesOf(copy)).filter(({ state }) => state === 'READY');
  const old = ready.slice(Math.max(1, keep));
  for (const { id } of old) {
    try {
      await cloudhsm(placeIn(region)).send(new DeleteBackupCommand({ BackupId: id }));
    } catch (error) {
      if ((error as Error).name === 'CloudHsmResourceNotFoundException') continue;
      throw serviceError(error, { doing: `deleting an old copy in ${region}`, to: id });
    }
  }
  return { environment, region, copy: ready[0]?.id ?? '', removed: old.map(({ id }) => id) };
});
