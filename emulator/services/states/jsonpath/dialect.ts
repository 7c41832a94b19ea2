/** Why a path is none, or none that is emulated. */
export class InvalidPath extends Error {}

/** What a path may not be longer than: as many steps as nobody writes. */
const longest = 2_000;

const quotes = new Set(["'", '"']);
/** What ends a name that stands after a dot. */
const afterName = /[.[\]()\s'"]/;
/** The same inside a filter. */
const afterNameInFilter = /[.[\]()\s'"<>=~!&|,]/;

const wordStart = /[A-Za-z_]/;
/** Words of a filter that are no texts. */
const literals = new Set(['true', 'false', 'null']);

/**
 * A path as Step Functions takes it, in the terms of RFC 9535: names after a dot may hold what that asks quotes for, such as the hyphen of
 * `$.detail-type`, a dot may stand before a bracket, too, and a word in a filter is a text. In quotes, a backslash stands for itself, but before the quote, as recorded.
 *
 * @throws InvalidPath
 */
export function standard(text: string): string {
  if (text.length > longest) throw new InvalidPath(`The local AWS takes paths of at most ${longest} characters`);
  let written = '';
  /** Open brackets; how many there were when the filter began. */
  let brackets = 0;
  let filter = Number.POSITIVE_INFINITY;
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    const inFilter = brackets > filter;
    if (quotes.has(character) && brackets > 0) {
      const end = quoted(text, at);
      const inside = text.slice(at + 1, end - 1);
      written += inFilter ? text.slice(at, end) : inQuotes(inside.replaceAll(`\\${character}`, character));
      at = end;
    } else if (character === '.' && (brackets === 0 || inFilter) && !isFraction(text, at)) {
      const dots = text[at + 1] === '.' ? '..' : '';
      const start = at + (dots ? 2 : 1);
      let end = start;
      while (end < text.length && !(inFilter ? afterNameInFilter : afterName).test(text[end]!)) end++;
      const name = text.slice(start, end);
      if (name === '' && text[start] !== '[') throw new InvalidPath('A name is missing after a dot');
      written += dots + (name === '' ? '' : name === '*' ? '[*]' : `[${inQuotes(name)}]`);
      at = end;
    } else if (inFilter && wordStart.test(character) && !/\d/.test(text[at - 1]!)) {
      const word = /^[\w-]+/.exec(text.slice(at))![0];
      written += literals.has(word) || text[at + word.length] === '(' ? word : inQuotes(word);
      at += word.length;
    } else {
      if (character === '[') brackets++;
      if (character === ']' && brackets-- === filter + 1) filter = Number.POSITIVE_INFINITY;
      if (character === '?' && filter > brackets) filter = brackets - 1;
      written += character;
      at++;
    }
  }
  return written;
}

/** @returns where the text in quotes ends */
function quoted(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === '\\') next++;
    else if (text[next] === text[at]) return next + 1;
  }
  throw new InvalidPath('A text in quotes does not end');
}

/** Whether the dot stands in a number of a filter. No number is longer. */
function isFraction(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  return /[\s=<>(,-]\d+$/.test(before) && /^\d+(?![\w'"])/.test(text.slice(at + 1, at + 40));
}

function inQuotes(name: string): string {
  return JSON.stringify(name);
}
