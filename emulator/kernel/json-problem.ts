const literals = ['true', 'false', 'null'];
const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** What is wrong with a text that is no JSON, in the words of the parser that AWS's services use (Jackson). */
export function jsonProblem(text: string): string {
  return problemAt(text).message;
}

/** The place of it, as that parser tells it. @param unexpected where a character stands that it did not expect, by its version */
export function jsonProblemPlace(text: string, unexpected: 'behind it' | 'at it' = 'behind it'): string {
  return placeAt(text, unexpected === 'at it' ? upToUnexpected(text) : problemAt(text).end);
}

/** A place in a text, as that parser tells it. @param end how far it was read */
export function placeAt(text: string, end: number): string {
  const source =
    text.length > shownCharacters ? `"${text.slice(0, shownCharacters)}"[truncated ${text.length - shownCharacters} chars]` : `"${text}"`;
  return `[Source: (String)${source}; ${lineAndColumn(text, end)}]`;
}

/** The place of it as newer versions of that parser tell it: without the text, and at a character that it did not expect, not behind it. */
export function redactedProblemPlace(text: string): string {
  const source = 'REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';
  return `[Source: ${source}; ${lineAndColumn(text, upToUnexpected(text))}]`;
}

const shownCharacters = 500;

function lineAndColumn(text: string, end: number): string {
  const before = text.slice(0, end).split('\n');
  return `line: ${before.length}, column: ${before.at(-1)!.length + 1}`;
}

function upToUnexpected(text: string): number {
  const { message, end } = problemAt(text);
  return message.startsWith('Unexpected character') ? end - 1 : end;
}

/** @returns with how far it was read */
function problemAt(text: string): { message: string; end: number } {
  const reader = new Reader(text);
  try {
    reader.value();
    reader.space();
    if (reader.at < text.length)
      return { message: `Unexpected character ${reader.character()}: expected the end of the text`, end: reader.at + 1 };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { message } = problem;
    const [, token = message.startsWith('Unexpected character') ? ' ' : ''] = /^Unrecognized token '(.*)':/s.exec(message) ?? [];
    return { message, end: reader.at + token.length };
  }
  return { message: 'It is nested too deep', end: reader.at };
}

class Problem extends Error {}

/** Walks through a text as far as it is JSON. Without recursion, since it may be nested as deep as anybody likes. */
class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at++;
  }

  /** As a message names the character that stands there. */
  character(): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!);
    return `('${character}' (code ${character.codePointAt(0)}))`;
  }

  value(): void {
    const open: ('Object' | 'Array')[] = [];
    for (;;) {
      const opened = this.#begin(open);
      if (opened) continue;
      if (this.#next(open)) return;
    }
  }

  /** One value, or the beginning of one that holds others. */
  #begin(open: ('Object' | 'Array')[]): boolean {
    this.space();
    const character = this.#here(open);
    if (character === '{' || character === '[') {
      this.at++;
      const kind = character === '{' ? 'Object' : 'Array';
      open.push(kind);
      this.space();
      if (this.text[this.at] === (kind === 'Object' ? '}' : ']')) return false;
      if (kind === 'Object') this.#name(open);
      return true;
    }
    if (character === '"') this.#string('Unexpected end-of-input in VALUE_STRING');
    else this.#plain();
    return false;
  }

  /** What follows a value: the end, or the next one. @returns whether it was the last */
  #next(open: ('Object' | 'Array')[]): boolean {
    for (;;) {
      const kind = open.at(-1);
      if (!kind) return true;
      this.space();
      const character = this.#here(open);
      if (character === (kind === 'Object' ? '}' : ']')) {
        this.at++;
        open.pop();
        continue;
      }
      if (character !== ',') throw new Problem(`Unexpected character ${this.character()}: was expecting comma to separate ${kind} entries`);
      this.at++;
      this.space();
      if (kind === 'Object') this.#name(open);
      return false;
    }
  }

  #name(open: ('Object' | 'Array')[]): void {
    if (this.#here(open) !== '"')
      throw new Problem(`Unexpected character ${this.character()}: was expecting double-quote to start field name`);
    this.#string("Unexpected end-of-input in field name: was expecting closing '\"' for name");
    this.space();
    if (this.#here(open) !== ':')
      throw new Problem(`Unexpected character ${this.character()}: was expecting a colon to separate field name and value`);
    this.at++;
  }

  #here(open: ('Object' | 'Array')[]): string {
    const character = this.text[this.at];
    if (character !== undefined) return character;
    const kind = open.at(-1);
    throw new Problem(kind ? `Unexpected end-of-input: expected close marker for ${kind}` : 'No content to map due to end-of-input');
  }

  #string(unclosed: string): void {
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      if (this.at >= this.text.length) throw new Problem(unclosed);
      if (this.text[this.at]! < ' ')
        throw new Problem(
          `Illegal unquoted character ((CTRL-CHAR, code ${this.text.charCodeAt(this.at)})): has to be escaped using backslash to be included in string value`,
        );
      if (this.text[this.at] === '\\' && !/^(?:["\\/bfnrt]|u[\da-f]{4})/i.test(this.text.slice(++this.at, this.at + 5)))
        throw new Problem(`Unrecognized character escape ${this.at < this.text.length ? this.character().slice(1, -1) : ''}`);
    }
    this.at++;
  }

  #plain(): void {
    const word = /^[\p{L}\p{N}_$]+/u.exec(this.text.slice(this.at, this.at + 256))?.[0] ?? '';
    if (literals.includes(word)) this.at += word.length;
    else {
      const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at))?.[0];
      if (number) this.at += number.length;
      else if (/^\p{L}|^[_$]/u.test(word)) throw new Problem(`Unrecognized token '${word}': was expecting ${values}`);
      else throw new Problem(`Unexpected character ${this.character()}: expected a valid value ${values}`);
    }
  }
}
