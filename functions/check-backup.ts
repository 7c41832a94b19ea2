import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ clusterId: z.string(), waiting: Waiting });
const Output = Progress.extend({ backupId: z.string().optional() });

/** Looks for a READY backup once. CloudHSM makes one when a cluster is activated and when an HSM joins. */
export const handler = step(Input, Output, async ({ clusterId, waiting }) => {
  const { Backups = [] } = await cloudhsm().send(
    new DescribeBackupsCommand({ Filters: { clusterIds: [clusterId], states: ['READY'] }, SortAscending: false, MaxResults: 1 }),
  );
  return { ...progress(waiting, Backups.length > 0, clusterId), backupId: Backups[0]?.BackupId };
});
