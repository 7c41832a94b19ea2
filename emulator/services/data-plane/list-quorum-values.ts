import type { Command } from './command.ts';
import { quorumValues } from './quorum.ts';

/** `quorum token-sign list-quorum-values`. */
export const listQuorumValues: Command = {
  login: 'none',
  run: ({ cluster }) => quorumValues(cluster),
};
