import type { Command } from './command.ts';

/**
 * `user list`: everyone whom some HSM holds. `cluster-coverage` is `full` where every ACTIVE HSM does, otherwise `inconsistent`,
 * as is the role of a user who differs between HSMs.
 */
export const listUsers: Command = {
  login: 'none',
  run: ({ hsms }) => {
    const byName = Map.groupBy(
      hsms.flatMap(({ users }) => users),
      ({ username }) => username,
    );
    return {
      users: [...byName].map(([username, held]) => {
        const roles = new Set(held.map(({ role }) => role));
        return {
          username,
          role: roles.size === 1 ? held[0]!.role : 'inconsistent',
          locked: String(held.some(({ locked }) => locked)),
          mfa: [],
          quorum: [],
          'cluster-coverage': held.length === hsms.length ? 'full' : 'inconsistent',
        };
      }),
    };
  },
};
