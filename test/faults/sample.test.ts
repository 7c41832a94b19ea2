import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bench } from './bench.ts';
import { inCompany } from './company.ts';
import { draw, drawScenarios } from './draw.ts';
import { allScenarios } from './scenario.ts';
import { failure } from './table.ts';

/** Another sample each day, and the same one all day: FAULTS_SEED repeats that of another. */
const seed = process.env.FAULTS_SEED ?? new Date().toISOString().slice(0, 10);
const size = 60;
const parts = 12;
/** Each of them has to be recorded first, which takes as long as a case or two. */
const scenarios = 4;

const bench = new Bench();
let ids: string[] = [];
let runs: string[][] = [];

beforeAll(async () => {
  const names = (await allScenarios()).map(({ name }) => name);
  const ofTheDay = drawScenarios(names, scenarios, seed);
  ids = await bench.ids((name) => ofTheDay.includes(name));
  runs = inCompany(draw(ids, size, seed));
  console.info(`faults: ${size} cases of ${ofTheDay.join(', ')}; FAULTS_SEED=${seed} runs them again`);
}, 300_000);
afterAll(() => bench.stop());

test.each(Array.from({ length: parts }, (_, part) => ({ part: part + 1 })))(
  'the workflows keep their promises whatever fails once (part $part of a sample)',
  async ({ part }) => {
    const failures: string[] = [];
    for (const run of runs.filter((_, index) => index % parts === part - 1)) {
      const verdicts = await bench.run(run);
      failures.push(...verdicts.filter(({ passed }) => !passed).map(failure));
    }
    expect(failures.join('\n')).toBe('');
  },
);

const scenario = 'provision/first-run';
/** The first case of a kind at a request or state. */
const caseOf = (kind: string, target: string) => ids.find((id) => id.startsWith(`${scenario}/${kind}/${target}`))!;

test('faults that came in one run that held have passed, each with the others', async () => {
  const together = [caseOf('throttled', 'AcquireLeaseFunction.'), caseOf('killed-after', 'ReleaseLeaseFunction.')];
  const verdicts = await bench.run(together);
  expect(verdicts.map(({ id, passed, with: others }) => ({ id, passed, others }))).toEqual([
    { id: together[0], passed: true, others: [together[1]!.replace(`${scenario}/`, '')] },
    { id: together[1], passed: true, others: [together[0]!.replace(`${scenario}/`, '')] },
  ]);
});

test('where a run with several does not hold, each is run alone, and only that counts', async () => {
  // a run that was stopped cannot end as without it
  const together = [caseOf('throttled', 'AcquireLeaseFunction.'), caseOf('stopped', 'provision.ReleaseLease')];
  const verdicts = await bench.run(together);
  expect(verdicts.map(({ passed, end, with: others }) => ({ passed, end, others }))).toEqual([
    { passed: true, end: 'SUCCEEDED', others: undefined },
    { passed: true, end: 'ABORTED', others: undefined },
  ]);
  for (const { failedWithOthers } of verdicts) expect(failedWithOthers?.join()).toContain('it ended ABORTED');
});
