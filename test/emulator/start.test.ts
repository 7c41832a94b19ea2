import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Server } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
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

test('what cannot be written ends it, and nothing goes on', async () => {
  const listened = vi.spyOn(Server.prototype, 'listen');
  const { writeFileSync } = fs;
  const written = (write: typeof writeFileSync) => {
    fs.writeFileSync = write;
    syncBuiltinESMExports();
  };
  onTestFinished(() => {
    listened.mockRestore();
    written(writeFileSync);
  });
  written(() => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });

  await expect(startEmulator()).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(listened).toHaveBeenCalled();
  expect(listened.mock.contexts.filter((server) => (server as Server).listening)).toEqual([]);
});
