import { groupedBy } from '../../kernel/grouped-by.ts';
import type { Command } from './command.ts';

/**
 * `user list`: everyone whom some HSM holds. `cluster-coverage` is `full` where every ACTIVE HSM does, otherwise `inconsistent`; so
 * are the role and the lock of a user who differs between HSMs.
 */
export const listUsers: Command = {
  login: 'none',
  run: ({ hsms }) => {
    const byName = groupedBy(
      hsms.flatMap(({ users }) => users),
      ({ username }) => username,
    );
    return {
      users: [...byName].map(([username, held]) => ({
        username,
        role: agreed(held.map(({ role }) => role)),
        locked: agreed(held.map(({ locked }) => String(locked))),
        mfa: [],
        quorum: held.every(({ quorumKey }) => quorumKey) ? [{ strategy: 'token-sign', status: 'enabled' }] : [],
        'cluster-coverage': held.length === hsms.length ? 'full' : 'inconsistent',
      })),
    };
  },
};

function agreed(values: string[]): string {
  return values.every((value) => value === values[0]) ? values[0]! : 'inconsistent';
}
