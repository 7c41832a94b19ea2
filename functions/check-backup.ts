import * as z from 'zod/mini';
import { backupSince, newestBackup } from '../core/cloudhsm/backup.ts';
import { whereNoneComes } from '../core/cloudhsm/backup-coming.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  clusterId: z.string(),
  /** Only one that was made since then counts, and none may be being made. */
  madeSince: z.nullish(z.iso.datetime()),
  waiting: Waiting,
});
const Output = z.extend(Progress, { backupId: z.optional(z.string()) });

/** Looks for a READY backup once. */
export const handler = step(Input, Output, async ({ clusterId, madeSince, waiting }) => {
  const made = await (madeSince ? backupSince(clusterId, madeSince) : newestBackup(clusterId));
  const backup = made ?? (await whereNoneComes(clusterId, waiting));
  return { ...progress(waiting, backup !== null, clusterId), backupId: backup?.id };
});
