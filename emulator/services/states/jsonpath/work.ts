import { size } from '../jsonata/size.ts';

/** Thrown out of an evaluation that takes more than it may. */
export class TooMuchWork extends Error {
  constructor() {
    super('The evaluation takes more work than the local AWS gives it.');
  }
}

/** Some tenths of a second. */
const budget = 200_000;

/** The work of one evaluation, counted in what it looks at, so that the same is too much in every run: ten members, or a hundred characters. */
export class Work {
  #done = 0;

  get done(): number {
    return this.#done;
  }

  /** @throws TooMuchWork */
  spend(work: number): void {
    this.#done += work;
    if (this.#done > budget) throw new TooMuchWork();
  }

  /** For looking through a value, what stands in it twice counted twice. */
  look(value: unknown): void {
    this.spend(this.weightOf(value));
  }

  weightOf(value: unknown): number {
    return size([value], budget);
  }
}
