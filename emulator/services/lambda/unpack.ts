import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import type { AwsError } from '../../kernel/aws-error.ts';
import { invalidParameter } from './mistake.ts';
import { writeAtOnce } from './write-at-once.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, and in these words https://github.com/serverless/serverless/issues/6792 */
const unzippedBytes = 262_144_000;

/**
 * Keeps a function's zip, to be unpacked by the worker that loads it first.
 *
 * @param root the folder that it will be unpacked to
 * @throws AwsError InvalidParameterValueException for bytes that are no zip, entries that leave the folder, or too much in it
 */
export function keepZip(zip: Uint8Array, root: string): void {
  if (existsSync(`${root}.zip`)) return;
  const names: string[] = [];
  let bytes = 0;
  const look = ({ name, originalSize }: UnzipFileInfo) => {
    names.push(name);
    // no more than an entry says comes out of it
    bytes += originalSize;
    return false;
  };
  try {
    unzipSync(zip, { filter: look });
  } catch {
    throw invalidZip();
  }
  if (names.some((name) => isAbsolute(name) || name.split(/[/\\]/).includes('..'))) throw invalidZip();
  if (bytes >= unzippedBytes) throw invalidParameter(`Unzipped size must be smaller than ${unzippedBytes} bytes`);
  writeAtOnce(`${root}.zip`, zip);
}

/** Keeps the zip of another folder for this one, too. */
export function copyZip(from: string, to: string): void {
  if (!existsSync(`${to}.zip`)) writeAtOnce(`${to}.zip`, readFileSync(`${from}.zip`));
}

/** Beside the folders of functions: what those of a place have in common. */
export const commonFolder = (root: string) => join(dirname(root), 'common');

/** An entry `parts/<hash>.mjs`, where the hash is the beginning of its own SHA-256. */
const part = /(?:^|\/)parts\/([0-9a-f]{16})\.mjs$/;

/**
 * Unpacks the kept zip of a folder that is not there yet. A part that other functions of the place have, too, is one file for all of
 * them, so that a thread loads it once.
 */
export function unpackOnce(root: string): void {
  if (existsSync(root) || !existsSync(`${root}.zip`)) return;
  const folder = mkdtempSync(`${root}.`);
  for (const [name, content] of Object.entries(unzipSync(readFileSync(`${root}.zip`)))) {
    if (name.endsWith('/')) continue;
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (part.exec(name)?.[1] === sha256(content).slice(0, 16)) link(join(commonFolder(root), name), content, file);
    else writeFileSync(file, content);
  }
  // what is kept of it may be read by whoever comes next
  chmodSync(folder, 0o755);
  try {
    renameSync(folder, root);
  } catch {
    rmSync(folder, { recursive: true }); // another worker was faster
  }
}

function link(common: string, content: Uint8Array, file: string): void {
  if (!existsSync(common)) writeAtOnce(common, content);
  symlinkSync(common, file);
}

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

function invalidZip(): AwsError {
  return invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.');
}
