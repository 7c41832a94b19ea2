import { createHash } from 'node:crypto';

/** Bytes of an id that nobody can foresee; behind them stands its turn. */
const randomBytes = 15;
const turnBytes = 6;

/**
 * An id of a version: 28 characters, and 4 by which S3 knows its own from one that somebody has made up. Its turn can be read from it, as a
 * list goes on behind a version that is gone by now (localstack test_list_objects_versions_with_prefix_only_and_pagination).
 *
 * @param turn how many versions the bucket has had before
 */
export function versionId(random: Buffer, turn: number): string {
  const start = random.subarray(0, randomBytes);
  const written = Buffer.alloc(turnBytes);
  written.writeUIntBE(turn, 0, turnBytes);
  const text = lettered(Buffer.concat([start, hidden(start, written)]));
  return text + check(text);
}

export function isVersionId(text: string): boolean {
  return text.length === 32 && text.endsWith(check(text.slice(0, 28)));
}

/** Which turn an id was given in; undefined of one that S3 has not given. */
export function turnOf(id: string): number | undefined {
  if (!isVersionId(id)) return undefined;
  const bytes = Buffer.from(id.slice(0, 28).replaceAll('.', '-'), 'base64url');
  return hidden(bytes.subarray(0, randomBytes), bytes.subarray(randomBytes)).readUIntBE(0, turnBytes);
}

/** The same again undoes it. */
function hidden(start: Buffer, turn: Buffer): Buffer {
  const mask = createHash('sha256').update(start).digest();
  return Buffer.from(turn.map((byte, index) => byte ^ mask[index]!));
}

function check(text: string): string {
  return lettered(createHash('sha256').update(text).digest()).slice(0, 4);
}

/** Ids have letters, digits, full stops and underscores (localstack's test_object_version_id_format, validated on AWS). */
function lettered(bytes: Buffer): string {
  return bytes.toString('base64url').replaceAll('-', '.');
}
