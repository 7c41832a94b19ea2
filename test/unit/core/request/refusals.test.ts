import { beforeEach, expect, test } from 'vitest';
import { invalidRequest, requireCurrent } from '../../../../core/request/refusals.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';

const tornDownAt = '2026-01-01T00:10:00.000Z';

beforeEach(emptyRecord);

test('tells every problem, one a line, and that nothing was created', () => {
  const problem = (path: string) => ({ path, problem: 'is missing', remedy: 'add it' });

  expect(invalidRequest('production', [problem('name'), problem('version')])).toMatchObject({
    name: 'InvalidEnvironment',
    details: {
      to: 'production',
      problem: 'name: is missing; add it\nversion: is missing; add it',
      remedy: expect.stringContaining('nothing was created'),
    },
  });
});

test.each([
  ['a request for an environment that is not on record', undefined, '2026-01-01T00:00:00.000Z'],
  ['a request after the teardown', tornDownAt, '2026-01-01T00:10:00.001Z'],
  ['a request of the same moment', tornDownAt, tornDownAt],
  ['a request of the same moment, as EventBridge writes it', tornDownAt, '2026-01-01T00:10:00Z'],
])('takes %s', async (_, tornDown, requestedAt) => {
  if (tornDown) fileOnRecord({}, { tornDownAt: tornDown });

  await expect(requireCurrent('production', requestedAt)).resolves.toBeUndefined();
});

test('refuses one that is older than the teardown: an event that came late must not bring the environment up again', async () => {
  fileOnRecord({}, { tornDownAt });

  await expect(requireCurrent('production', '2026-01-01T00:09:59Z')).rejects.toMatchObject({
    name: 'RequestOutdated',
    details: {
      to: 'environment production',
      problem: `it was made at 2026-01-01T00:09:59Z, and the environment was torn down at ${tornDownAt}`,
      remedy: expect.stringContaining('send the request again'),
    },
  });
});

test('milliseconds count, whether both times have them or not', async () => {
  fileOnRecord({}, { tornDownAt: '2026-01-01T00:10:00.500Z' });

  await expect(requireCurrent('production', '2026-01-01T00:10:00Z')).rejects.toMatchObject({ name: 'RequestOutdated' });
});
