import { Exercises } from './exercise.ts';
import { Roles } from './roles.ts';

/** What IAM keeps once for all regions of an account. */
export class IamAccount {
  readonly roles: Roles;
  readonly exercises = new Exercises();
  /** AWS's message for every call that was denied, oldest first; the newest ones, where there were very many. */
  readonly denials: string[] = [];

  constructor(accountId: string, partition: string) {
    this.roles = new Roles(accountId, partition);
  }
}
