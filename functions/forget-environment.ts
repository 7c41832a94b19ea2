import * as z from 'zod/mini';
import { Announced } from '../core/announced.ts';
import { associationsOf, deleteAssociation } from '../core/clients/association.ts';
import { type Backup, newestBackup } from '../core/cloudhsm/backup.ts';
import { dismissPeople } from '../core/people/dismiss.ts';
import { recordTeardown } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { readUsers } from '../core/record/users.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, clusterIds: z.array(z.string()), now: z.iso.datetime() });

/** Hosts are kept configured no longer, and a run that waits for people ends. The record keeps file and secrets of what is gone: its backups need the passwords and the trust anchor of their time. */
export const handler = step(Input, Announced, async ({ environment, lease, clusterIds, now }) => {
  await holdLease(lease);
  for (const id of await associationsOf(environment)) await deleteAssociation(id);
  await recordTeardown(environment, now);
  await dismissPeople(environment, now);
  const backups = await Promise.all(clusterIds.map(newestBackup));
  const backup = backups.filter((one) => one !== null).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0] ?? null;
  return {
    announcement: {
      detailType: 'Environment Changed',
      subject: `CloudHSM environment ${environment} is torn down`,
      message: `${environment} is gone${kept(backup)} Execution: ${lease.holder}`,
    },
    cluster: null,
    certificate: null,
    keyStore: null,
    backup,
    secrets: await readUsers(environment),
  };
});

function kept(backup: Backup | null): string {
  return backup ? `; its backups stay, the newest is ${backup.id}, and with them the secrets of its users.` : '.';
}
