import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironmentFile } from '../../../cli/environment-file.ts';
import { environmentFile } from '../environments.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-files-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file with this text. */
function file(text: string | Buffer): string {
  const path = join(folder, 'environment.json');
  writeFileSync(path, text);
  return path;
}

test('reads a file, and keeps its text as it is: that is the input of the workflow', () => {
  const text = JSON.stringify(environmentFile({ mode: undefined, hsmType: 'hsm1.medium' }));

  expect(readEnvironmentFile(file(text))).toMatchObject({
    text,
    environment: { name: 'production', mode: 'FIPS' },
    warnings: [{ path: 'hsmType' }],
  });
});

test('a file that does not pass ends with exit code 2 and its problems', () => {
  const path = file(JSON.stringify(environmentFile({ hsmCount: 0 })));

  expect(() => readEnvironmentFile(path)).toThrow(
    expect.objectContaining({
      exitCode: 2,
      environmentName: 'production',
      problems: [{ path: 'hsmCount', problem: '0 is not accepted', remedy: 'has to be 1 or more' }],
      message: `${path} is not an environment file that can be provisioned\nhsmCount: 0 is not accepted; has to be 1 or more`,
    }),
  );
});

const example = JSON.stringify(environmentFile(), null, 2);
const bytesOf = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);

test.each<[string, string | Buffer, string, string, string]>([
  ['nothing', '', '', 'is empty', 'examples/production.json shows'],
  ['white space', ' \n\t', '', 'is empty', 'examples/production.json shows'],
  ['UTF-16, as PowerShell writes it', bytesOf(`\ufeff${example}`, 'utf16le'), '', 'is UTF-16 text', 'save it as UTF-8'],
  ['UTF-16 of the other order', bytesOf(`\ufeff${example}`, 'utf16le').swap16(), '', 'is UTF-16 text', 'save it as UTF-8'],
  ['UTF-16 without a mark', bytesOf(example, 'utf16le'), '', 'is UTF-16 text', 'save it as UTF-8'],
  ['Latin-1', bytesOf('{"name": "gr\u00fcn"}', 'latin1'), '', 'line 1, column 13: this is not UTF-8', 'save it as UTF-8'],
  ['YAML', 'version: 1\nname: production\n', '', 'line 1, column 1: this is YAML', 'write it as JSON'],
  ['YAML with a document mark', '---\nversion: 1\n', '', 'line 1, column 1: this is YAML', 'write it as JSON'],
  ['a comment', '{\n  // the first\n  "version": 1\n}', '', 'line 2, column 3: a comment, which JSON does not have', 'take it out'],
  ['a comment in a block', '{ "version": 1 /* x */ }', '', 'line 1, column 16: a comment, which JSON does not have', 'take it out'],
  ['a comment of a shell', '# mine\n{ "version": 1 }', '', 'line 1, column 1: a comment, which JSON does not have', 'take it out'],
  ['a trailing comma', '{\n  "version": 1,\n}', '', 'line 2, column 15: a comma with nothing after it', 'take it out'],
  ['a trailing comma in a list', '{ "subnetIds": ["a", ] }', '', 'line 1, column 20: a comma with nothing after it', 'take it out'],
  ['a missing comma', '{\n  "version": 1\n  "name": "x"\n}', '', 'line 3, column 3: a comma is missing before it', 'add it'],
  ['a missing colon', '{ "version" 1 }', '', 'line 1, column 13: a colon is missing before it', 'add it'],
  ['a missing value', '{ "version": }', '', 'line 1, column 14: a value is missing before it', 'add it'],
  ['single quotes', "{ 'version': 1 }", '', "line 1, column 3: 'version' is no word of JSON", 'double quotes'],
  ['a word of Python', '{ "version": None }', '', 'line 1, column 14: None is no word of JSON', 'double quotes'],
  ['half a file', '{ "version": 1,\n "tags": {', '', 'line 2, column 11: it ends too early: a } is missing', 'add it'],
  [
    'half a text',
    '{ "version": 1,\n "name": "pro\n}',
    '',
    'line 2, column 10: a text that does not end on its line',
    'close it with a double quote',
  ],
  ['more than one value', '{} {}', '', 'line 1, column 4: it goes on after its end', 'one object'],
  ['endless nesting', '['.repeat(50_000) + ']'.repeat(50_000), '', 'is nested deeper than 16 levels', 'schema/environment.json'],
  [
    'endless nesting without an end',
    '{"a":'.repeat(9000),
    '',
    'line 1, column 81: it is nested deeper than 16 levels',
    'schema/environment.json',
  ],
])('%s gets a sentence of its own', (_, text, path, problem, remedy) => {
  expect(() => readEnvironmentFile(file(text))).toThrow(
    expect.objectContaining({
      exitCode: 2,
      name: 'InvalidEnvironment',
      problems: [{ path, problem, remedy: expect.stringContaining(remedy) }],
    }),
  );
});

test.each([
  ['a name', '{\n  "hsmCount": 3,\n  "hsmCount": 2\n}', 'hsmCount', 'line 2, column 3 and line 3, column 3'],
  [
    'a name further down',
    '{"keyStore": {"keys": [{"name": "a", "name": "b"}]}}',
    'keyStore.keys.0.name',
    'line 1, column 25 and line 1, column 38',
  ],
  ['a name, once escaped', '{"name": "a", "n\\u0061me": "b"}', 'name', 'line 1, column 2 and line 1, column 15'],
])('%s that stands twice is named with both places', (_, text, path, places) => {
  const repeated = { path, problem: `stands here twice, at ${places}`, remedy: 'keep one of them' };
  expect(() => readEnvironmentFile(file(text))).toThrow(
    expect.objectContaining({ exitCode: 2, problems: expect.arrayContaining([repeated]) }),
  );
});

test('a good file with a name twice is refused for that alone', () => {
  const text = example.replace('"hsmCount": 3', '"hsmCount": 3,\n  "hsmCount": 2');
  expect(() => readEnvironmentFile(file(text))).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ path: 'hsmCount' })] }),
  );
});

test('takes the mark off that Windows puts before UTF-8 text', () => {
  expect(readEnvironmentFile(file(`\ufeff${example}`))).toMatchObject({ text: example, environment: { name: 'production' } });
});

test('answers a file that is far too large before it looks into it', () => {
  expect(() => readEnvironmentFile(file(`{"a":"${'x'.repeat(20_000_000)}`))).toThrow(
    expect.objectContaining({
      problems: [{ path: '', problem: 'has 20000006 bytes, and 24576 are the most', remedy: expect.any(String) }],
    }),
  );
});

test.each([['null'], ['"text"'], ['[]']])('%s is JSON and no environment', (text) => {
  expect(() => readEnvironmentFile(file(text))).toThrow(expect.objectContaining({ exitCode: 2, environmentName: '' }));
});

test.each([
  ['a file that is not there', 'none.json', 'does not exist', 'examples/production.json'],
  ['a folder', '', 'is a folder', 'name the file in it'],
  ['a file below a file', 'environment.json/x.json', 'does not exist', 'examples/production.json'],
])('%s says so', (_, name, problem, remedy) => {
  file('{}');
  expect(() => readEnvironmentFile(join(folder, name))).toThrow(
    expect.objectContaining({
      name: 'InvalidEnvironment',
      exitCode: 2,
      environmentName: '',
      problems: [{ path: '', problem, remedy: expect.stringContaining(remedy) }],
    }),
  );
});
