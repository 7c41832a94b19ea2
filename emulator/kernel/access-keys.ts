import type { Seeded } from './seeded.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const digits = 7;

/** Draws access keys, and knows each again without keeping it: its number stands in it, and the rest follows from that. */
export class AccessKeys {
  readonly #random: Seeded;
  readonly #purpose: string;
  #drawn = 0;

  constructor(random: Seeded, purpose: string) {
    this.#random = random;
    this.#purpose = purpose;
  }

  draw(): string {
    return this.#key(this.#drawn++);
  }

  /** Whether it was drawn here. */
  drew(accessKeyId: string): boolean {
    const number = [...accessKeyId.slice(4, 4 + digits)].reduce((sum, digit) => sum * 32 + alphabet.indexOf(digit), 0);
    return number >= 0 && number < this.#drawn && this.#key(number) === accessKeyId;
  }

  #key(number: number): string {
    const written = Array.from({ length: digits }, (_, at) => alphabet[Math.floor(number / 32 ** (digits - 1 - at)) % 32]).join('');
    return `ASIA${written}${this.#random.text(16 - digits, alphabet, this.#purpose, number)}`;
  }
}
