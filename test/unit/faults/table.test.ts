import { expect, test } from 'vitest';
import type { Verdict } from '../../faults/judge.ts';
import { failure, failureTogether, table } from '../../faults/table.ts';

const verdict = (id: string, problems: string[] = []): Verdict => ({
  id,
  passed: problems.length === 0,
  end: 'SUCCEEDED',
  problems,
  seconds: 1,
  broken: false,
});

test('the table counts by kind and intent, and leaves empty what was not run', () => {
  const verdicts = [
    verdict('provision/first-run/throttled/a', ['it ended FAILED']),
    verdict('provision/adoption/throttled/a'),
    verdict('provision/first-run/stopped/a'),
    verdict('scale/up/throttled/a'),
  ];
  expect(table(verdicts).split('\n')).toEqual([
    '           provision  scale', //
    'throttled        1/2    1/1',
    'stopped          1/1       ',
    'all              2/3    1/1',
  ]);
});

test('a failure names its case, its end and each broken promise', () => {
  expect(failure(verdict('provision/first-run/stopped/a', ['a lease is held', 'nobody is told']))).toBe(
    '✗ provision/first-run/stopped/a\n  it ended SUCCEEDED\n  a lease is held\n  nobody is told',
  );
});

test('a run that failed with several faults is told of where each passed alone, with what runs it again', () => {
  const together = ['provision/first-run/throttled/a', 'provision/first-run/cut-after/b'].map((id) => {
    return { ...verdict(id), failedWithOthers: ['a lease is held'] };
  });
  expect(failureTogether(together)).toBe(
    '✓ each passed alone, and together they failed:\n  a lease is held\n  --case provision/first-run/throttled/a provision/first-run/cut-after/b',
  );
  expect(failureTogether([together[0]!, { ...together[1]!, passed: false }])).toBeUndefined();
});
