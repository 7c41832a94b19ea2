import type { Command } from './command.ts';

/** `quorum token-sign list`: none outlives the login session that has made it. */
export const listQuorumTokens: Command = {
  login: ({ dataPlane }) => (dataPlane.settings.quorumTokensNeedLogin ? 'any' : 'none'),
  run: () => ({ tokens: [] }),
};
