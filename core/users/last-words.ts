import * as z from 'zod/mini';
import { errorNames } from '../errors/error-table.ts';
import { jsonValue } from '../json-value.ts';

/**
 * What the task hsm-users says of its failure, in the last line of its log: ECS hands on an exit code and nothing else, so that
 * whoever explains the failure reads the words there. No password stands in them.
 */
export const LastWords = z.object({
  failure: z.object({
    error: z.enum(errorNames),
    /** What was wrong, with the names of user, secret and command. */
    problem: z.string(),
    /** What to do, where it is more exact than what the error table says. */
    remedy: z.optional(z.string()),
  }),
});

export type LastWords = z.output<typeof LastWords>;

/** The last words among the lines of a log; undefined where there are none. */
export function lastWordsIn(lines: string[]): LastWords['failure'] | undefined {
  for (const line of lines.toReversed()) {
    const words = LastWords.safeParse(jsonValue(line));
    if (words.success) return words.data.failure;
  }
  return undefined;
}
