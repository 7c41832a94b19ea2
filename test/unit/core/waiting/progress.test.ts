import { expect, test } from 'vitest';
import { progress } from '../../../../core/waiting/progress.ts';

const waiting = { awaited: 'createCluster' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:06:00Z', deadlineSeconds: 3600 };

test('ready: no further wait, and the pace that this one showed', () => {
  expect(progress(waiting, true, 'cluster-1')).toEqual({ ready: true, pending: false, waitSeconds: 0, pace: 2.12 });
});

test('pending: seconds until the next look, and the pace as it was', () => {
  expect(progress({ ...waiting, now: '2026-01-01T00:00:30Z', pace: 1.25 }, false, 'cluster-1')).toEqual({
    ready: false,
    pending: true,
    waitSeconds: 105,
    pace: 1.25,
  });
});

test('the deadline itself still counts', () => {
  expect(progress({ ...waiting, now: '2026-01-01T01:00:00Z' }, false, 'cluster-1')).toMatchObject({ pending: true });
});

test('a second later it is given up', () => {
  expect(() => progress({ ...waiting, now: '2026-01-01T01:00:01Z' }, false, 'cluster-1')).toThrow(
    expect.objectContaining({
      name: 'WaitDeadlineExceeded',
      details: {
        doing: 'waiting for the cluster',
        to: 'cluster-1',
        problem: 'not done after 3601 s; it usually takes up to 240 s',
        remedy: expect.stringMatching(/`aws cloudhsmv2 describe-clusters --filters clusterIds=cluster-1`.*start the workflow again/),
      },
    }),
  );
});

test('what is ready in spite of the deadline is ready', () => {
  expect(progress({ ...waiting, now: '2026-01-01T09:00:00Z' }, true, 'cluster-1')).toMatchObject({ ready: true, pace: 4 });
});
