import { expect, it } from 'vitest';
import { ExecutionEnvironments } from '../../../emulator/services/lambda/execution-environments.ts';
import { WarmProcesses } from '../../../emulator/services/lambda/python/warm-processes.ts';

/** Environments of a function, each with a process, and those whose process has ended. */
function environmentsOf(warm: WarmProcesses) {
  const ended: number[] = [];
  const environments = new ExecutionEnvironments((ordinal) => `stream-${ordinal}`, warm);
  const take = (now: number) => {
    const { environment, cold } = environments.take(now);
    const end = () => ended.push(environment.ordinal);
    environment.process ??= { hasLoaded: () => true, run: async () => ({ kind: 'ended' }), end };
    return { environment, cold };
  };
  return { environments, take, ended };
}

it('of many environments that have nothing to do, the one that has waited the longest goes with its process', () => {
  const { environments, take, ended } = environmentsOf(new WarmProcesses());
  const taken = Array.from({ length: 14 }, () => take(0).environment);
  for (const [index, environment] of taken.entries()) environments.giveBack(environment, index);
  expect(ended).toEqual([0, 1]);
  // the others are found again, the last used first, and make room meanwhile
  expect(Array.from({ length: 12 }, () => take(20)).map(({ environment, cold }) => [environment.ordinal, cold])).toEqual(
    Array.from({ length: 12 }, (_, index) => [13 - index, false]),
  );
  expect(take(20)).toMatchObject({ environment: { ordinal: 14 }, cold: true });
});

it('a process goes with its environment: after ten idle minutes, and with its function', () => {
  const { environments, take, ended } = environmentsOf(new WarmProcesses());
  const [first, second] = [take(0).environment, take(0).environment];
  environments.giveBack(first, 0);
  environments.giveBack(second, 600_000);
  expect(take(600_001).environment).toBe(second);
  expect(ended).toEqual([0]);
  environments.close();
  // what runs comes to its end
  expect(ended).toEqual([0]);
  environments.giveBack(second, 600_002);
  expect(ended).toEqual([0, 1]);
});
