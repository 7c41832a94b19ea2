import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { run } from './executions.ts';

interface Recorded {
  name: string;
  cases: { rule: object; input: unknown; holds: boolean }[];
}

const file = new URL('../recordings/choice-rules.json', import.meta.url);
const recordings = JSON.parse(readFileSync(file, 'utf8')) as Recorded[];

describe('Rules of a Choice hold as AWS recorded it', () => {
  let aws: Emulator;
  beforeAll(async () => {
    aws = await startEmulator();
  });
  afterAll(() => aws.stop());

  it.each(recordings)('$name', async ({ cases }) => {
    for (const { rule, input, holds } of cases) {
      const result = (Result: boolean) => ({ Type: 'Pass', Result, End: true });
      const Choice = { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' };
      const { output } = await run(aws, { Choice, Yes: result(true), No: result(false) }, input, 'JSONPath');
      expect(output, JSON.stringify({ rule, input })).toBe(holds);
    }
  });
});
