import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/**
 * The bytes of the zip that a function's Code.S3Key names, from a folder. Where `cdk synth` has written the folder, that is
 * `asset.HASH.zip`, or what is in the folder `asset.HASH`, for HASH.zip.
 *
 * @throws Error where there is none
 */
export function readArtifact(folder: string, s3Key: string): Uint8Array {
  const name = basename(s3Key);
  const hash = /^([0-9a-f]{64})\.zip$/.exec(name)?.[1];
  for (const candidate of [name, ...(hash ? [`asset.${name}`] : [])]) {
    const file = join(folder, candidate);
    // a pipe would be waited for, and nothing else would go on
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return readFileSync(file);
  }
  const asset = join(folder, `asset.${hash}`);
  if (hash && statSync(asset, { throwIfNoEntry: false })?.isDirectory()) return zipped(asset);
  throw new Error(
    `property Code.S3Key: there is no file ${name} in ${folder}${hash ? `, nor asset.${name}, nor a folder asset.${hash}` : ''}`,
  );
}

/** The same bytes for the same files. */
function zipped(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  const entries = files.toSorted().map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: '1980-01-01' });
}
