import { describe, expect, it } from 'vitest';
import { fuzz, kinds } from './fuzz.ts';

describe('The local AWS', () => {
  it('answers, in its time and its memory, whatever a sample of requests and files asks: npm run fuzz asks more', async () => {
    const reports = await fuzz({ cases: 140, seed: Number(process.env.FUZZ_SEED ?? 20_260_105) });
    expect(reports.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(reports.map(({ kind }) => kind)).toEqual(kinds.map(({ name }) => name));
  });
});
