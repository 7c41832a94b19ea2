import { UsageError } from './command-line.ts';

/**
 * The words of a line that somebody types at the prompt: blanks part them, but for those in quotes or behind a backslash.
 *
 * @throws UsageError where a quote is not closed
 */
export function wordsIn(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [, single, double, escaped, plain, blank] of line.matchAll(parts)) {
    if (blank === undefined) word = (word ?? '') + (single ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? escaped ?? checked(plain!, line));
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** A part in single quotes, in double quotes, behind a backslash, without any; blanks. */
const parts = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+|['"\\])|(\s+)/g;

function checked(plain: string, line: string): string {
  if (/^['"\\]$/.test(plain)) throw new UsageError(`error: a quote is not closed: ${line}\n`);
  return plain;
}
