import type { LastWords } from '../../core/users/last-words.ts';

const redaction = '[redacted]';

/** The task's log. No password that the task knows, and none that follows the option of one, is ever printed. */
export class Log {
  readonly #print: (line: string) => void;
  readonly #passwords: string[] = [];

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  conceal(password: string): void {
    this.#passwords.push(password);
  }

  say(line: string): void {
    this.#print(this.redacted(line));
  }

  lastWords(words: LastWords): void {
    this.#print(JSON.stringify(words, (_key, value: unknown) => (typeof value === 'string' ? this.redacted(value) : value)));
  }

  redacted(text: string): string {
    const known = this.#passwords.reduce((concealed, password) => concealed.replaceAll(password, redaction), text);
    return known.replaceAll(/(--password[= ]|CLOUDHSM_PIN=)\S+/g, `$1${redaction}`);
  }
}
