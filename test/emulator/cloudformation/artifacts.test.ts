import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readArtifact } from '../../../emulator/cloudformation/artifacts.ts';

const hash = '0123456789abcdef'.repeat(4);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

/** The texts in a zip, by their names. */
function unzipped(zip: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('the zip of a function', () => {
  it('is the file that the key ends with', () => {
    writeFileSync(join(folder, 'a.zip'), 'zip');
    expect(strFromU8(readArtifact(folder, 'some/where/a.zip'))).toBe('zip');
  });

  it('is made of the folder that the CDK has written, whose files may be links, always the same', () => {
    const asset = join(folder, `asset.${hash}`);
    mkdirSync(join(asset, 'node_modules/one'), { recursive: true });
    writeFileSync(join(asset, 'index.mjs'), 'export {};');
    symlinkSync(join(asset, 'index.mjs'), join(asset, 'node_modules/one/index.mjs'));
    symlinkSync(join(asset, 'nowhere'), join(asset, 'dangling'));
    const zip = readArtifact(folder, `${hash}.zip`);
    expect(unzipped(zip)).toEqual({ 'index.mjs': 'export {};', 'node_modules/one/index.mjs': 'export {};' });
    expect(readArtifact(folder, `${hash}.zip`)).toEqual(zip);
  });

  it('is the one that the CDK has copied', () => {
    writeFileSync(join(folder, `asset.${hash}.zip`), 'zip');
    expect(strFromU8(readArtifact(folder, `${hash}.zip`))).toBe('zip');
  });

  it.each([
    ['a/b.zip', 'there is no file b.zip in FOLDER'],
    [`${hash}.zip`, `there is no file ${hash}.zip in FOLDER, nor asset.${hash}.zip, nor a folder asset.${hash}`],
  ])('is missed as %s', (key, words) => {
    expect(() => readArtifact(folder, key)).toThrow(`property Code.S3Key: ${words.replace('FOLDER', folder)}`);
  });
});
