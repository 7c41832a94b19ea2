import { createContext, Script } from 'node:vm';

/** Enough for any pattern that is meant well. */
const mostMilliseconds = 200;

/**
 * Whether a text matches, as a whole, a pattern that somebody sent: one that goes back and forth without end is ended.
 *
 * @throws SyntaxError where it is no pattern; Error where it takes too long
 */
export function matchesTheirs(pattern: string, text: string): boolean {
  const expression = new RegExp(`^(?:${pattern})$`);
  return new Script('expression.test(text)').runInContext(createContext({ expression, text }), { timeout: mostMilliseconds }) as boolean;
}
