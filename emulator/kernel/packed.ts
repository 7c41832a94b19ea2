import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ownBytes } from './own-bytes.ts';

/** A value that is seldom asked for, in a fraction of its memory: what is kept for months is much the same text over and over. */
export class Packed<T> {
  readonly #bytes: Buffer;

  constructor(value: T) {
    this.#bytes = ownBytes(deflateRawSync(serialize(value)));
  }

  get bytes(): number {
    return this.#bytes.length;
  }

  /** A copy of the value. */
  unpacked(): T {
    return deserialize(inflateRawSync(this.#bytes)) as T;
  }
}
