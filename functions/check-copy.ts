import * as z from 'zod/mini';
import { copiesOf, WantedCopy } from '../core/copies/copies.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';
import { elapsedSeconds, progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ copy: WantedCopy, tries: z.int(), waiting: Waiting });
const Output = z.extend(Progress, {
  /** It was not made: CloudHSM shows a copy that failed as DELETED. */
  failed: z.boolean(),
});

const mostTries = 3;
/** A copy that was asked for may be shown late. */
const shownWithinSeconds = 120;

/** Looks once whether the copy is READY. One that failed is asked for again. */
export const handler = step(Input, Output, async ({ copy, tries, waiting }) => {
  const found = (await copiesOf(copy)).find(({ sourceBackup }) => sourceBackup === copy.backupId);
  const told = progress(waiting, found?.state === 'READY', copy.backupId);
  const failed = !found && elapsedSeconds(waiting) > shownWithinSeconds;
  if (failed && tries >= mostTries) {
    throw new LifecycleError('TransientServiceError', {
      doing: `copying the backup to ${copy.region}`,
      to: copy.backupId,
      problem: `CloudHSM has made none of ${tries} copies that it was asked for`,
    });
  }
  return { ...told, seen: `${copy.environment} to ${copy.region}: ${found?.state ?? 'not to be seen'}`, failed };
});
