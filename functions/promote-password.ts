import * as z from 'zod/mini';
import { backupsOf } from '../core/cloudhsm/backup.ts';
import { forgetPast, promote } from '../core/credentials/versions.ts';
import { readRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ lease: Lease, clusterId: z.string(), secretArn: z.string(), version: z.string(), now: z.iso.datetime() });
const Output = z.object({});

/** Makes the password that the HSMs know now the current one. The one of before stays, labelled with the time, for backups of its time. */
export const handler = step(Input, Output, async ({ lease, clusterId, secretArn, version, now }) => {
  await holdLease(lease);
  await promote(secretArn, version, now);
  // of a cluster that was restored, those of the clusters before are the environment's, too
  const { clusterIds } = await readRecord(lease.environment);
  const backups = await Promise.all([...new Set([clusterId, ...clusterIds])].map(backupsOf));
  const [oldest] = backups.flatMap((own) => own.map(({ createdAt }) => createdAt)).toSorted();
  await forgetPast(secretArn, oldest);
  return {};
});
