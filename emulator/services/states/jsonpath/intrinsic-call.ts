import { InvalidPath } from './dialect.ts';
import { functions } from './functions/functions.ts';
import { kept } from './kept.ts';
import { type Path, path } from './path.ts';

/** A call of an intrinsic function, or one of its arguments. */
export type Argument = { kind: 'value'; value: unknown } | { kind: 'path'; path: Path } | Call;
interface Call {
  kind: 'call';
  name: string;
  arguments: Argument[];
  /** As it is written. */
  text: string;
}

/** As many as the Developer Guide lets be nested. */
const deepest = 10;

/** @throws InvalidPath */
export const intrinsicCall = kept((text) => new Reader(text).whole());

const number = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const name = /States\.\w+/y;
const escapable = new Set(["'", '{', '}', '\\']);
const words: Record<string, unknown> = { true: true, false: false, null: null };

/** Reads a call from left to right, and never goes back. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Call {
    this.#spaces();
    const call = this.#call(1);
    this.#spaces();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return call;
  }

  #call(depth: number): Call {
    if (depth > deepest) throw new InvalidPath(`Intrinsic functions are nested more than ${deepest} levels deep`);
    const from = this.#at;
    const called = this.#match(name);
    if (called === undefined || !Object.hasOwn(functions, called)) throw this.#unexpected();
    this.#spaces();
    this.#expect('(');
    const given: Argument[] = [];
    for (this.#spaces(); this.#text[this.#at] !== ')'; this.#spaces()) {
      if (given.length > 0) this.#expect(',');
      this.#spaces();
      given.push(this.#argument(depth, called === 'States.Format' && given.length === 0));
    }
    this.#expect(')');
    const { least, most } = functions[called]!;
    if (given.length < least || given.length > most) throw new InvalidPath(`${called} takes ${least} to ${most} arguments`);
    return { kind: 'call', name: called, arguments: given, text: this.#text.slice(from, this.#at) };
  }

  /** @param template whether a text keeps the escapes that tell its braces from placeholders */
  #argument(depth: number, template: boolean): Argument {
    const first = this.#text[this.#at];
    if (first === "'") return { kind: 'value', value: this.#quoted(template) };
    if (first === '$') return { kind: 'path', path: this.#path() };
    const digits = this.#match(number);
    if (digits !== undefined) return { kind: 'value', value: Number(digits) };
    for (const [word, value] of Object.entries(words)) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return { kind: 'value', value };
    }
    return this.#call(depth + 1);
  }

  /** As recorded, a backslash stands before a quote, a brace or a backslash, and before nothing else. */
  #quoted(template: boolean): string {
    let value = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!;
      if (character === "'") {
        this.#at++;
        return value;
      }
      if (character !== '\\') value += character;
      else {
        const next = this.#text[++this.#at] ?? '';
        if (!escapable.has(next)) throw new InvalidPath(`A backslash stands before '${next}'`);
        value += template && next !== "'" ? `\\${next}` : next;
      }
    }
    throw new InvalidPath('A text in quotes does not end');
  }

  /** Up to the comma or the bracket that belongs to the call. */
  #path(): Path {
    const from = this.#at;
    let open = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!;
      if (open === 0 && /[,)\s]/.test(character)) break;
      if (character === '[' || character === '(') open++;
      if (character === ']' || character === ')') open--;
      if (open > 0 && (character === "'" || character === '"')) this.#skipQuoted(character);
    }
    return path(this.#text.slice(from, this.#at));
  }

  #skipQuoted(quote: string): void {
    for (this.#at++; this.#at < this.#text.length && this.#text[this.#at] !== quote; this.#at++)
      if (this.#text[this.#at] === '\\') this.#at++;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #spaces(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) throw this.#unexpected();
    this.#at++;
  }

  #unexpected(): InvalidPath {
    return new InvalidPath(`It is not understood from '${this.#text.slice(this.#at, this.#at + 40)}'`);
  }
}
