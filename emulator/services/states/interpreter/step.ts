import type { Branch } from '../branch.ts';
import { bytes, checkDataLimit, dataLimit } from '../data-limit.ts';
import type { Shaping } from '../definition.ts';
import { StateError } from '../state-error.ts';
import { evaluate, type Visible } from './evaluation.ts';

/** How a state ended: what it hands on, and to which state; undefined where it was the last. */
export interface Step {
  output: unknown;
  next: string | undefined;
  assigned?: Record<string, unknown>;
  /** What the Exited event points back to, where that is not the branch's last event. */
  exitAfter?: number;
}

/**
 * Applies Output and Assign. Both see the variables as they were.
 *
 * @param options.prefix where they stand, as in `Catch[0]/`
 * @param options.otherwise the output without an Output
 */
export async function shape(
  branch: Branch,
  shaping: Shaping,
  next: string | undefined,
  options: { visible?: Visible; prefix?: string; otherwise: unknown; final?: boolean },
): Promise<Step> {
  const { visible, prefix = '', final } = options;
  const output =
    shaping.Output === undefined ? options.otherwise : await evaluate(branch, shaping.Output, `${prefix}Output`, { visible, final });
  if (shaping.Assign === undefined) return checked(branch, output, next);
  checkDataLimit(branch.current.name, output);
  const assigned = (await evaluate(branch, shaping.Assign, `${prefix}Assign`, { visible, final })) as Record<string, unknown>;
  return checked(branch, output, next, assigned);
}

/** @throws StateError States.DataLimitExceeded */
export function checked(branch: Branch, output: unknown, next: string | undefined, assigned?: Record<string, unknown>): Step {
  checkDataLimit(branch.current.name, output);
  if (assigned === undefined) return { output, next };
  if (bytes(JSON.stringify(assigned)) > dataLimit) {
    throw new StateError('States.DataLimitExceeded', `The variables that the state '${branch.current.name}' assigns exceed 256 KiB.`);
  }
  return { output, next, assigned };
}
