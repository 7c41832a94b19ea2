import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bench } from './bench.ts';
import { drawRuns, drawScenarios } from './draw.ts';
import { allScenarios } from './scenario.ts';
import { failure } from './table.ts';

/** Another sample each day, and the same one all day: FAULTS_SEED repeats that of another. */
const seed = process.env.FAULTS_SEED ?? new Date().toISOString().slice(0, 10);
/** At least so many, of which so many come alone: what they do to a run, others must not share. */
const size = { cases: 43, alone: 10 };
const parts = 12;
/** Each of them has to be recorded first, which takes as long as a case or two. */
const scenarios = 3;

const bench = new Bench(0.1);
let ids: string[] = [];
let runs: string[][] = [];

beforeAll(async () => {
  const names = (await allScenarios()).map(({ name }) => name);
  const ofTheDay = drawScenarios(names, scenarios, seed);
  ids = await bench.ids((name) => ofTheDay.includes(name));
  runs = drawRuns(ids, size, seed);
  console.info(`faults: ${runs.flat().length} cases of ${ofTheDay.join(', ')}; FAULTS_SEED=${seed} runs them again`);
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

test('faults that came in one run that held have passed, each with the others', async () => {
  const caseOf = (target: string) => ids.find((id) => id.startsWith(`provision/first-run/${target}`))!;
  const together = [caseOf('throttled/AcquireLeaseFunction.'), caseOf('killed-after/ReleaseLeaseFunction.')];
  const [one, other] = await bench.run(together);
  expect(one).toMatchObject({ id: together[0], passed: true, with: [together[1]!.replace('provision/first-run/', '')] });
  expect(other).toMatchObject({ id: together[1], passed: true, with: [together[0]!.replace('provision/first-run/', '')] });
});
