import type { Seeded } from '../../../kernel/seeded.ts';
import { limits, longestArray, tooDeep, tooLong, tooMuchMemory } from './limits.ts';
import { size } from './size.ts';

/** A step of an expression, as JSONata's parser makes it. */
export interface Step {
  type: string;
  /** Whether its result only goes on to the next step of a path. */
  passes?: boolean;
}

/** What an evaluation sees beside its names. */
export interface Surroundings {
  millis: number;
  random: Seeded;
  /** The path that this evaluation's random values hang from. */
  purpose: (string | number)[];
}

/** What JSONata calls a native function with as `this`. */
export interface Focus {
  environment: { evaluation: Evaluation };
}

/** Thrown out of an evaluation that takes more than it may take here, though AWS may let it. */
export class TooHeavy extends Error {}

const stepsBetweenLooks = 1_000;

/**
 * One evaluation of an expression: what it may draw on, and what it took so far. Depth and sizes are AWS's limits, the same in every
 * run. An evaluation that has a `budget` may take only so much work, counted in steps and in what it looks at; others may
 * take AWS's second of processor time.
 */
export class Evaluation {
  readonly millis: number;
  readonly #random: Seeded;
  readonly #purpose: (string | number)[];
  readonly #budget: number | undefined;
  #drawn = 0;
  #depth = 0;
  #steps = 0;
  #work = 0;
  #until = 0;

  constructor({ millis, random, purpose }: Surroundings, budget?: number) {
    this.millis = millis;
    this.#random = random;
    this.#purpose = purpose;
    this.#budget = budget;
  }

  /** How much work it was. */
  get work(): number {
    return this.#work;
  }

  uuid(): string {
    return this.#random.uuid(...this.#purpose, this.#drawn++);
  }

  fraction(): number {
    return this.#random.fraction(...this.#purpose, this.#drawn++);
  }

  /** @throws the error of an evaluation that takes too much, in AWS's words */
  enter(): void {
    if (++this.#depth > limits.depth) throw tooDeep();
    this.#spend(1);
    if (this.#budget === undefined && this.#steps++ % stepsBetweenLooks === 0) this.#look();
  }

  leave(step: Step, result: unknown): void {
    this.#depth--;
    if (typeof result === 'string') {
      if (result.length > limits.bytes) throw tooMuchMemory();
      this.#spend(result.length / 100);
    } else if (typeof result === 'object' && result !== null) {
      if (Array.isArray(result)) {
        if (result.length > longestArray) throw tooMuchMemory();
        this.#spend(result.length / 10);
      }
      if (!step.passes && this.#budget !== undefined) this.#spend(size(result, this.#budget - this.#work));
    }
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#budget !== undefined && this.#work > this.#budget) throw new TooHeavy();
  }

  #look(): void {
    const { user, system } = process.cpuUsage();
    const now = (user + system) / 1000;
    this.#until ||= now + limits.milliseconds;
    if (now > this.#until) throw tooLong();
  }
}
