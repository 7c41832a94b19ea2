import type { Kernel } from '../../kernel/kernel.ts';
import { Exercises } from './exercise.ts';
import { Roles } from './roles.ts';

/** What IAM keeps once for all regions of an account. */
export class IamAccount {
  readonly roles: Roles;
  readonly exercises = new Exercises();
  /** AWS's message for every call that was denied, oldest first; the newest ones, where there were very many. */
  readonly denials: string[] = [];

  constructor(kernel: Pick<Kernel, 'clock' | 'random'>, accountId: string, partition: string) {
    this.roles = new Roles(kernel, accountId, partition);
  }
}
