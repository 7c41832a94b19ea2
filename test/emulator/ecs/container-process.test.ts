import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ContainerProcess } from '../../../emulator/services/ecs/container-process.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const container = (program: string) =>
  new ContainerProcess({
    command: [process.execPath, '-e', program],
    environment: {},
    folder: tmpdir(),
    onLine: () => {},
    watchdogMilliseconds: 60_000,
    virtualNow: () => 0,
  });

test('a container that is stopped after it has ended leaves nothing that keeps the process alive', async () => {
  const ended = container('process.exitCode = 3');
  await expect(ended.ended).resolves.toEqual({ exitCode: 3 });
  ended.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('one that ends by SIGTERM is not killed afterwards', async () => {
  const running = container('setInterval(() => {}, 1000)');
  running.stop();
  await expect(running.ended).resolves.toEqual({ exitCode: 143 });
  expect(vi.getTimerCount()).toBe(0);
});
