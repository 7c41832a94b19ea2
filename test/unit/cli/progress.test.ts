import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Phase } from '../../../cli/follow/phases.ts';
import { type ProgressSource, showProgress } from '../../../cli/follow/progress.ts';

let printed: string[];
let now: number;

const phase = (words: string, begunAt: number, more: Partial<Phase> = {}): Phase => ({
  words,
  usually: undefined,
  begunAt: begunAt * 1000,
  failed: false,
  machine: 'body',
  ...more,
});

beforeEach(() => {
  printed = [];
  now = 0;
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(...String(text).trimEnd().split('\n')) > 0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A run of which a pipe is told; both clocks go on together. */
function source(...phases: Phase[]): ProgressSource & { phases: Phase[] } {
  const chapters = ['creating the cluster', 'checking the backup', 'connecting the key store'].map((words) => ({ machine: 'body', words }));
  return {
    phases,
    chapters,
    startedAt: 0,
    now: () => now,
    get knownUntil() {
      return now;
    },
  };
}

function pass(seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    now += 1000;
    vi.advanceTimersByTime(1000);
  }
}

test('a pipe has a line when a phase begins, with the time at which it began', async () => {
  const run = source(phase('creating the cluster', 0, { usually: 'usually 2 to 4 minutes' }));
  const progress = await showProgress(run);
  progress.show();
  run.phases[0]!.endedAt = 194_000;
  run.phases.push(phase('checking the backup', 194));
  now = 200_000;
  progress.end();

  expect(printed).toEqual(['00:00  creating the cluster (usually 2 to 4 minutes)', '03:14  checking the backup']);
});

test('a pipe is silent for a minute at most, and hears how far it is and what was seen', async () => {
  const run = source(
    phase('checking the backup', 0),
    phase('connecting the key store', 0, { usually: 'usually 5 to 20 minutes', seen: '2 of 3 HSMs active' }),
  );
  const progress = await showProgress(run);
  progress.show();
  pass(130);
  progress.end();

  const still = 'still checking the backup, and connecting the key store (usually 5 to 20 minutes) · 3 of 3 · 2 of 3 HSMs active';
  expect(printed.slice(2)).toEqual([`01:00  ${still}`, `02:00  ${still}`]);
});

test('where time flies a minute is told once a second, not a thousand times', async () => {
  const progress = await showProgress(source(phase('creating the cluster', 0)));
  progress.show();
  for (let look = 0; look < 100; look++) {
    now += 60_000;
    progress.show();
  }
  progress.end();

  expect(printed).toHaveLength(1);
});

test('what has failed is told where it stands in time', async () => {
  const run = source(phase('creating the cluster', 0, { failed: true, endedAt: 5000 }), phase('finding out why it failed', 5));
  const progress = await showProgress(run);
  progress.end();

  expect(printed).toEqual(['00:00  creating the cluster', '00:05  failed: creating the cluster', '00:05  finding out why it failed']);
});
