/** `'max'`: it jumps. A number: that many virtual seconds pass in a real one. */
export type Speed = 'max' | number;

/** A point in virtual time that moves by itself at a speed, where that is not `'max'`, or stands still. Milliseconds since the Unix epoch. */
export class VirtualTime {
  readonly #speed: Speed;
  #virtual: number;
  /** The real time at which it was there; undefined while it stands still. */
  #since: number | undefined = performance.now();

  constructor(speed: Speed, begins: number) {
    this.#speed = speed;
    this.#virtual = begins;
  }

  get instant(): number {
    if (this.#speed === 'max' || this.#since === undefined) return this.#virtual;
    return this.#virtual + (performance.now() - this.#since) * this.#speed;
  }

  /** Whether it moves only where it is told to. */
  get jumps(): boolean {
    return this.#speed === 'max';
  }

  standStill(): void {
    this.#virtual = this.instant;
    this.#since = undefined;
  }

  goOn(): void {
    this.#since = performance.now();
  }

  /** @returns where it is then: it never goes back */
  moveTo(instant: number): number {
    this.#virtual = Math.max(this.instant, instant);
    this.#since = performance.now();
    return this.#virtual;
  }

  /** How many real milliseconds it takes until then. */
  realUntil(instant: number): number {
    return this.#speed === 'max' ? 0 : (instant - this.instant) / this.#speed;
  }
}
