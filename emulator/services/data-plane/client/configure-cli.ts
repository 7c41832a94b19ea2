import type { Caller } from '../../../kernel/caller.ts';
import type { DataPlanePlace } from '../needs.ts';
import type { Answer } from './answer.ts';
import { configure, usualOptions } from './configure.ts';
import type { Sent } from './sent.ts';

/** The emulated `configure-cli`. */
export function configureCli(sent: Sent, at: { place: DataPlanePlace; caller: Caller }): Promise<Answer> {
  return configure(sent, usualOptions, at);
}
