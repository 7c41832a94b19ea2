import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { type RecordedCase, replay } from './replay.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const cases = read('services.json') as RecordedCase[];
/** Cases that the local AWS does not hold, by name, each with the reason. */
const refused = read('refused.json') as Record<string, string>;

describe('services as AWS recorded them', () => {
  let aws: Emulator;
  beforeAll(async () => {
    aws = await startEmulator();
  });
  afterAll(() => aws.stop());

  for (const [index, recorded] of cases.entries()) {
    const why = refused[recorded.name];
    it(why ? `${recorded.name} (refused: ${why})` : recorded.name, async () => {
      const wrong = await replay(aws, recorded, `case${index}`);
      if (why) expect(wrong, 'it holds now: take it out of refused.json').not.toEqual([]);
      else expect(wrong.join('\n')).toBe('');
    });
  }

  it('refuses no case that was not recorded', () => {
    const names = new Set(cases.map(({ name }) => name));
    expect(Object.keys(refused).filter((name) => !names.has(name))).toEqual([]);
  });
});
