import type { Command } from './command.ts';

/** `quorum token-sign list`: admins and crypto users may; no tokens exist, since no quorum is set. */
export const listQuorumTokens: Command = { login: 'any', run: () => ({ tokens: [] }) };
