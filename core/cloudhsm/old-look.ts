import { elapsedSeconds } from '../waiting/progress.ts';
import type { Waiting } from '../waiting/waiting-shape.ts';

const oldestSeconds = 600;

/**
 * Whether what CloudHSM refuses may have been asked for by an old look: a list can be of before a deletion, which is then refused for
 * what goes already. Looking again tells; what is refused for longer has another reason.
 */
export function byOldLook(error: unknown, waiting: Waiting): boolean {
  return (error as Error).name === 'CloudHsmInvalidRequestException' && elapsedSeconds(waiting) < oldestSeconds;
}
