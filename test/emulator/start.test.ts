import { expect, test } from 'vitest';
import { type EmulatorOptions, startEmulator } from '../../emulator/index.ts';

test.each<[unknown, string]>([
  [{ spead: 60 }, 'spead: unknown field; did you mean speed?'],
  [{ speed: -1 }, 'speed: has to be a number above 0'],
  [{ port: 99_999, durations: 0 }, 'port: has to be 65535 or less\ndurations: has to be a number above 0'],
  [{ begins: '2026-06-01' }, 'begins: has to be a number'],
  [{ account: { vpcs: 1 } }, 'account.vpcs: has to be an array'],
  [{ account: { places: [{ region: 'us-east-1' }] } }, expect.stringContaining('places.0')],
  [null, 'the options: has to be an object'],
])('options that are none start nothing and are named: %j', async (options, message) => {
  await expect(startEmulator(options as EmulatorOptions)).rejects.toMatchObject({ message });
});

test('options that are some start it', async () => {
  const aws = await startEmulator({ speed: 'max', seed: 7, account: { region: 'eu-west-1' }, host: ['localhost'] });
  expect(aws.home.region).toBe('eu-west-1');
  await aws.stop();
});
