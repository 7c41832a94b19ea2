import type { Command } from '../command.ts';
import { quorumValues } from './values.ts';

/** `quorum token-sign list-quorum-values`. */
export const listValues: Command = {
  login: 'none',
  run: ({ cluster }) => quorumValues(cluster),
};
