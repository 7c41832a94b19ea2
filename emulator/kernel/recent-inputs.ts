/** What is still to be had of a call. */
interface Sent {
  input: unknown;
}

/** In characters and bytes. */
const most = 32_000_000;

/** What is smaller needs no watching: there are no more than 20,000 calls. */
const small = 1000;

/** Keeps what was sent with calls, where it is large, of the newest calls only. */
export class RecentInputs {
  /** Oldest first. */
  readonly #large: { call: Sent; size: number }[] = [];
  #total = 0;

  add(call: Sent): void {
    const size = sizeOf(call.input);
    if (size < small) return;
    this.#large.push({ call, size });
    this.#total += size;
    while (this.#total > most) {
      const oldest = this.#large.shift()!;
      this.#total -= oldest.size;
      oldest.call.input = `${oldest.size} characters`;
    }
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let size = 0;
  for (const name in value) size += name.length + sizeOf((value as Record<string, unknown>)[name]);
  return size;
}
