import { CopyBackupToRegionCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { copiesOf, copyTags, WantedCopy } from '../core/copies/copies.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { createError } from '../core/errors/service-error.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  copy: WantedCopy,
  /** How often this step has been tried before: an earlier try may have asked. */
  looks: z.int(),
});
const Output = z.object({ asked: z.boolean() });

/** The state machine tries again after a minute: what was asked for is to be seen by then. */
const mostLooks = 3;

/** Has CloudHSM copy a backup, unless its copy is there or comes into being: it is known by the backup that it is of. */
export const handler = step(Input, Output, async ({ copy, looks }) => {
  const { environment, backupId, region } = copy;
  if ((await copiesOf(copy)).some(({ sourceBackup }) => sourceBackup === backupId)) return { asked: false };
  const describing = { doing: `copying the backup to ${region}`, to: backupId };
  if (looks > 0 && looks < mostLooks)
    throw new LifecycleError('CreateOutcomeUnknown', { ...describing, problem: 'it may have been asked for, and is not to be seen yet' });
  try {
    await cloudhsm().send(new CopyBackupToRegionCommand({ BackupId: backupId, DestinationRegion: region, TagList: copyTags(environment) }));
  } catch (error) {
    throw createError(error, describing);
  }
  return { asked: true };
});
