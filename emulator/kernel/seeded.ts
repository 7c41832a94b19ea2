import { createHash } from 'node:crypto';

/**
 * Randomness that is a hash of the seed and of what it is for (rule R5): the same seed gives the same run, in whatever order
 * things are asked for. A purpose is a path such as `('cluster', name, 'id')`; the same purpose gives the same value again.
 */
export class Seeded {
  readonly seed: number;
  readonly #within: string[];

  /** @param within what all purposes begin with */
  constructor(seed: number, within: string[] = []) {
    this.seed = seed;
    this.#within = within;
  }

  /** The same seed for another account and region, where all is drawn anew. */
  within(...path: string[]): Seeded {
    return new Seeded(this.seed, [...this.#within, ...path]);
  }

  bytes(length: number, ...purpose: (string | number)[]): Buffer {
    const blocks: Buffer[] = [];
    for (let block = 0; block * 32 < length; block++) {
      blocks.push(
        createHash('sha256')
          .update(JSON.stringify([this.seed, block, ...this.#within, ...purpose]))
          .digest(),
      );
    }
    return Buffer.concat(blocks).subarray(0, length);
  }

  /** A number in [0, 1). */
  fraction(...purpose: (string | number)[]): number {
    return this.bytes(6, ...purpose).readUIntBE(0, 6) / 2 ** 48;
  }

  hex(digits: number, ...purpose: (string | number)[]): string {
    return this.bytes(Math.ceil(digits / 2), ...purpose)
      .toString('hex')
      .slice(0, digits);
  }

  text(length: number, alphabet: string, ...purpose: (string | number)[]): string {
    return [...this.bytes(length, ...purpose)].map((byte) => alphabet[byte % alphabet.length]).join('');
  }

  /** An RFC 4122 version 4 UUID. */
  uuid(...purpose: (string | number)[]): string {
    const bytes = this.bytes(16, 'uuid', ...purpose);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Between `minimum` and `maximum`, most often near the middle: the mean of three even draws. */
  between(minimum: number, maximum: number, ...purpose: (string | number)[]): number {
    const draws = [0, 1, 2].map((draw) => this.fraction(...purpose, draw));
    return minimum + (draws.reduce((sum, draw) => sum + draw, 0) / 3) * (maximum - minimum);
  }
}
