import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { output } from '../../../../cli/keys/input-output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const writing = (text: string) => async (to: NodeJS.WritableStream) => void to.write(text);

test('a file appears whole, in place of the one of before, where a link leads', async () => {
  await output(file('new'), writing('one'));
  symlinkSync('new', file('link'));
  await output(file('link'), writing('two'));

  expect(lstatSync(file('link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(file('new'), 'utf8')).toBe('two');
  expect(readdirSync(folder)).toEqual(['link', 'new']);
});

test('what fails leaves the file of before, and nothing beside it', async () => {
  writeFileSync(file('kept'), 'before');
  const failing = async (to: NodeJS.WritableStream) => {
    to.write('half');
    throw new Error('it was changed');
  };
  await expect(output(file('kept'), failing)).rejects.toThrow('it was changed');
  await expect(output(file('none'), failing)).rejects.toThrow('it was changed');

  expect(readFileSync(file('kept'), 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['kept']);
});

test('what ends a stream to it is told, not that the file was given up then', async () => {
  const failing = async function* () {
    yield Buffer.alloc(100_000);
    yield Buffer.alloc(100_000);
    throw new Error('it was changed');
  };
  await expect(output(file('none'), (to) => pipeline(failing, new PassThrough(), to, { end: false }))).rejects.toThrow(/^it was changed$/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a pipe takes what comes, and stays one', async () => {
  execFileSync('mkfifo', [file('pipe')]);
  const reader = openSync(file('pipe'), 'r+');
  await output(file('pipe'), writing('through'));

  const read = Buffer.alloc(7);
  readSync(reader, read);
  expect(read.toString()).toBe('through');
  expect(lstatSync(file('pipe')).isFIFO()).toBe(true);
});

test('a folder, and a place where nothing can be written, are refused by their name', async () => {
  await expect(output(folder, writing('x'))).rejects.toMatchObject({ name: 'BadOption', message: `${folder} is a folder` });
  await expect(output(file('no/folder'), writing('x'))).rejects.toMatchObject({
    message: expect.stringMatching(/no\/folder cannot be written: ENOENT/),
  });
});

test.runIf(process.platform === 'linux')('a full disk is told in words', async () => {
  await expect(output('/dev/full', writing('x'))).rejects.toMatchObject({
    message: expect.stringMatching(/^\/dev\/full cannot be written: ENOSPC/),
  });
  expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
});
