import { expect, test } from 'vitest';
import ServiceState from '../../../infrastructure/service-state.cjs';

test('what comes twice in the state of the service is a reference to where it came first, also in a circle', () => {
  const written: unknown[] = [];
  const utils = { writeFileSync: (...given: unknown[]) => void written.push(given) };
  new ServiceState({ utils });
  const provider = { 'a "stage"': 'dev', since: new Date(0) };
  const state: Record<string, unknown> = { provider, all: [1, provider, undefined], nothing: null };
  state.itself = state;

  utils.writeFileSync('serverless-state.json', state, true);
  utils.writeFileSync('other.json', provider);

  const text = JSON.stringify(
    {
      provider: { 'a "stage"': 'dev', since: '1970-01-01T00:00:00.000Z' },
      all: [1, { $ref: '$["provider"]' }, null],
      nothing: null,
      itself: { $ref: '$' },
    },
    null,
    2,
  );
  expect(written).toEqual([
    ['serverless-state.json', text],
    ['other.json', provider],
  ]);
});
