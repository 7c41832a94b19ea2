import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withoutWords } from '../../../scripts/bundling/schema-words.ts';

test('a bundle has no words of the schema, and everything else of it', () => {
  expect(withoutWords(`a.check(z.describe("The version's own."), z.describe(\n  'It\\'s.',\n), z.meta({ a: 'b' }))`)).toBe(
    "a.check(z.describe(''), z.describe(''), z.meta({ a: 'b' }))",
  );
  const source = readFileSync(new URL('../../../core/environment/environment.ts', import.meta.url), 'utf8');
  const described = (text: string) => text.split('z.describe(').length;
  expect(described(withoutWords(source))).toBe(described(source));
  expect(withoutWords(source)).not.toMatch(/z\.describe\(\s*['"][^'"]/);
});
