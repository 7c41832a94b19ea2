import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenOutOfTime } from '../../../emulator/services/states/jsonata/out-of-time.ts';

describe('A process that does not answer is ended', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Real seconds until the end of a process that has had so many milliseconds of the processor at each look. */
  const endsAfter = (...times: (number | undefined)[]) => {
    const begun = Date.now();
    let ended: number | undefined;
    const end = () => {
      ended = (Date.now() - begun) / 1000;
    };
    const timer = whenOutOfTime(1, end, () => (times.length > 1 ? times.shift() : times[0]));
    vi.advanceTimersByTime(60_000);
    clearInterval(timer);
    return ended;
  };

  it.each([
    ['at the first look, where it had the processor to itself', [500, 2_480], 2],
    ['later, where others use the processor', [500, 900, 1_300, 1_499, 1_500], 8],
    ['where it gets nothing done', [500, 900, 900], 4],
    ['at the first look, where nobody tells what it had', [undefined], 2],
  ])('%s', (_, times, seconds) => {
    expect(endsAfter(...times)).toBe(seconds);
  });
});
