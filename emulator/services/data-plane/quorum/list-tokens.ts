import type { Command } from '../command.ts';
import { liveTokens } from './token.ts';
import { quorumValues } from './values.ts';

/** `quorum token-sign list`: none outlives the login session that has made it. */
export const listTokens: Command = {
  login: ({ dataPlane }) => (dataPlane.settings.quorumTokensNeedLogin ? 'any' : 'none'),
  run: ({ place, cluster }) => {
    const now = place.clock.now();
    const tokens = place.dataPlane.sessions
      .loggedIn(cluster.clusterId)
      .flatMap((session) => liveTokens(session, now).map((token) => ({ username: session.username, ...token })));
    return {
      tokens: tokens.map(({ username, service, expiresAt }) => ({
        username,
        service,
        'approvals-required': quorumValues(cluster)[service],
        'number-of-approvals': 0,
        'token-timeout-seconds': Math.floor((expiresAt - now) / 1000),
        'cluster-coverage': 'full',
      })),
    };
  },
};
