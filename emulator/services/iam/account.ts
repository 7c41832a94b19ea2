import type { Kernel } from '../../kernel/kernel.ts';
import { Exercises } from './exercise.ts';
import { ManagedPolicies } from './managed-policies.ts';
import { Roles } from './roles.ts';
import { UniqueIds } from './unique-ids.ts';

/** What IAM keeps once for all regions of an account. */
export class IamAccount {
  readonly roles: Roles;
  readonly managedPolicies: ManagedPolicies;
  readonly exercises = new Exercises();
  /** When it came to be. */
  readonly since: Date;
  /** When its last credential report was made. */
  reportedAt: Date | undefined;
  /** AWS's message for every call that was denied, oldest first; the newest ones, where there were very many. */
  readonly denials: string[] = [];

  constructor(kernel: Pick<Kernel, 'clock' | 'random'>, accountId: string, partition: string) {
    this.since = kernel.clock.date();
    const ids = new UniqueIds(kernel.random);
    this.managedPolicies = new ManagedPolicies(kernel.clock, accountId, partition, ids);
    this.roles = new Roles(kernel.clock, accountId, partition, ids, this.managedPolicies);
  }
}
