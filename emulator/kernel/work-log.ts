import { keepNewest } from './keep-newest.ts';

/** Some years of an environment, or its first hour four hundred times at once. */
const most = 25_000;

/**
 * When AWS itself was at work, in virtual milliseconds: resources in transition, tasks starting, commands on HSMs. What a workflow
 * takes beyond the time that AWS was at work is the workflow's own.
 */
export class WorkLog {
  readonly #intervals: { what: string; from: number; to: number }[] = [];

  record(what: string, from: number, to: number): void {
    this.#intervals.push({ what, from, to });
    keepNewest(this.#intervals, most);
  }

  /** Seconds within [from, to] in which AWS was at work on at least one thing. */
  seconds(from: number, to: number): number {
    let covered = 0;
    let reached = from;
    for (const interval of this.#intervals.toSorted((a, b) => a.from - b.from)) {
      const start = Math.max(interval.from, reached);
      const end = Math.min(interval.to, to);
      if (end > start) {
        covered += end - start;
        reached = end;
      }
    }
    return covered / 1000;
  }
}
