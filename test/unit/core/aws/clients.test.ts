import { afterEach, expect, test, vi } from 'vitest';
import { type ClientSettings, clientOf } from '../../../../core/aws/clients.ts';

afterEach(() => vi.unstubAllEnvs());

test('makes a client when it is first asked for, and once for each place', () => {
  const made: ClientSettings[] = [];
  const make = (settings: ClientSettings) => {
    made.push(settings);
    return { settings };
  };
  const ireland = { region: 'eu-west-1' };

  expect(clientOf(make)).toBe(clientOf(make));
  expect(clientOf(make, ireland)).toBe(clientOf(make, ireland));
  expect(clientOf(make, ireland)).not.toBe(clientOf(make));
  expect(made.map(({ region }) => region)).toEqual([undefined, 'eu-west-1']);
});

test('asks the endpoint of the environment at the time of the call, and once', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
  // a place of its own: where commands are tested beside this, the usual one is patient
  const { endpoint, maxAttempts, retryStrategy } = clientOf((settings: ClientSettings) => settings, {});

  expect(await endpoint?.()).toEqual({ url: new URL('http://127.0.0.1:4566') });
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4567');
  expect(await endpoint?.()).toEqual({ url: new URL('http://127.0.0.1:4567') });
  expect(maxAttempts).toBe(1);
  await expect(retryStrategy.refreshRetryTokenForRetry()).rejects.toThrow('the state machine retries the whole step');
});
