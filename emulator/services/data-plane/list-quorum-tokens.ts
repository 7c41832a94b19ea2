import type { Command } from './command.ts';

/** `quorum token-sign list`: no tokens exist, since no quorum is set. */
export const listQuorumTokens: Command = {
  login: ({ dataPlane }) => (dataPlane.settings.quorumTokensNeedLogin ? 'any' : 'none'),
  run: () => ({ tokens: [] }),
};
