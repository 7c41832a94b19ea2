import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end of a run how many tests were left out, and what was missing. */
export class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const why = result.state === 'skipped' && result.note;
        if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
      }
    }
    for (const [why, count] of counts) console.log(`${count} ${count === 1 ? 'test was' : 'tests were'} left out: ${why}`);
  }
}
