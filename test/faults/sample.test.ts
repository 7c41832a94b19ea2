import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bench } from './bench.ts';
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
let drawn: string[] = [];

beforeAll(async () => {
  const names = (await allScenarios()).map(({ name }) => name);
  const ofTheDay = drawScenarios(names, scenarios, seed);
  drawn = draw(await bench.ids((name) => ofTheDay.includes(name)), size, seed);
  console.info(`faults: ${size} cases of ${ofTheDay.join(', ')}; FAULTS_SEED=${seed} runs them again`);
}, 300_000);
afterAll(() => bench.stop());

test.each(Array.from({ length: parts }, (_, part) => ({ part: part + 1 })))(
  'the workflows keep their promises whatever fails once (part $part of a sample)',
  async ({ part }) => {
    const failures: string[] = [];
    for (const id of drawn.filter((_, index) => index % parts === part - 1)) {
      const verdict = await bench.run(id);
      if (!verdict.passed) failures.push(failure(verdict));
    }
    expect(failures.join('\n')).toBe('');
  },
);
