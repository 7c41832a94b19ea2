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
function file(text: string): string {
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

test('text that is no JSON says where', () => {
  expect(() => readEnvironmentFile(file('{ "name": '))).toThrow(
    expect.objectContaining({
      exitCode: 2,
      environmentName: '',
      problems: [{ path: '', problem: expect.stringMatching(/^is not JSON \(.+\)$/), remedy: 'mend it there' }],
    }),
  );
});

test.each([['null'], ['"text"'], ['[]']])('%s is JSON and no environment', (text) => {
  expect(() => readEnvironmentFile(file(text))).toThrow(expect.objectContaining({ exitCode: 2, environmentName: '' }));
});

test('a file that is not there is one line', () => {
  expect(() => readEnvironmentFile(join(folder, 'none.json'))).toThrow(
    expect.objectContaining({
      name: 'BadOption',
      exitCode: 2,
      message: expect.stringMatching(/^there is no file .*none\.json: give an environment file/),
    }),
  );
});

test('a parent is no word of people', () => {
  const text = JSON.stringify(environmentFile({ parent: { leaseHolder: 'arn:parent', pace: 1 } }));

  expect(() => readEnvironmentFile(file(text))).toThrow(
    expect.objectContaining({
      name: 'InvalidEnvironment',
      problems: [expect.objectContaining({ path: 'parent', remedy: 'leave it out' })],
    }),
  );
});
