import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerQueue, type Waiting } from '../../emulator/kernel/timer-queue.ts';

const timers = fc.array(fc.record({ at: fc.integer({ min: 0, max: 9 }), kind: fc.constantFrom('drive', 'ride'), removed: fc.boolean() }));

test('timers come by their instants, those of one instant in the order in which they were set, and none that was removed', () => {
  fc.assert(
    fc.property(timers, (set) => {
      const queue = new TimerQueue<Waiting>();
      const all = set.map(({ at, kind, removed }, order) => ({ at, kind, removed, order }) as const);
      for (const timer of all) queue.add(timer);
      const removed = all.filter((timer) => timer.removed);
      for (const timer of [...removed, ...removed]) queue.remove(timer);

      const left = all.filter((timer) => !timer.removed).toSorted((a, b) => a.at - b.at || a.order - b.order);
      for (const [index, timer] of left.entries()) {
        expect(queue.drives).toBe(left.slice(index).some(({ kind }) => kind === 'drive'));
        expect(queue.first).toBe(timer);
        queue.remove(timer);
      }
      expect([queue.first, queue.drives]).toEqual([undefined, false]);
    }),
  );
});
