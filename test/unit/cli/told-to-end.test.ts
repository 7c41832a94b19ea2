import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toldToEnd } from '../../../cli/local/told-to-end.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = signals.map((signal) => [signal, process.listeners(signal)] as const);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const [signal, listeners] of before) {
    for (const listener of process.listeners(signal)) if (!listeners.includes(listener)) process.removeListener(signal, listener);
  }
});

/** Whether a command ends whose parent goes. */
async function endsWithItsParent(): Promise<boolean> {
  const parent = vi.spyOn(process, 'ppid', 'get').mockReturnValue(41);
  let ended = false;
  void toldToEnd().then(() => {
    ended = true;
  });
  parent.mockReturnValue(1);
  await vi.advanceTimersByTimeAsync(10_000);
  return ended;
}

test('below npx, which hands on no signals, a command ends with its parent', async () => {
  vi.stubEnv('npm_lifecycle_event', 'npx');
  expect(await endsWithItsParent()).toBe(true);
});

test('a command that a script has put in the background outlives the script', async () => {
  vi.stubEnv('npm_lifecycle_event', undefined);
  expect(await endsWithItsParent()).toBe(false);
});
