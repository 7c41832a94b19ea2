import type { Command } from '../command.ts';
import { CliError } from '../error.ts';

/** `quorum token-sign delete`: one's own tokens, or those of everybody. */
export const deleteTokens: Command<{ scope: string }> = {
  options: ['--scope'],
  login: 'admin',
  run: ({ place, cluster }, { scope }, session) => {
    if (scope !== 'user' && scope !== 'all') throw new CliError(`invalid value '${scope}' for '--scope': user and all are allowed`);
    for (const one of place.dataPlane.sessions.loggedIn(cluster.clusterId))
      if (scope === 'all' || one.username === session!.username) one.tokens = [];
    return 'Deletion of quorum token(s) successful';
  },
};
