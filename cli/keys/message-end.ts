/** Bytes of a message that are looked at, or passed over. */
interface Part {
  length: number;
  seen: boolean;
}

const see = (length: number): Part => ({ length, seen: true });
const pass = (length: number): Part => ({ length, seen: false });

const lastFrame = 0xffff_ffff;
const [iv, tag, commitment] = [12, 16, 32];

/** The parts of a message of the AWS Encryption SDK, format 2, in frames; over with its last frame. */
function* parts(): Generator<Part, void, Buffer> {
  // version, suite, id, and the length of a context
  yield pass((yield see(37)).readUInt16BE(35));
  const dataKeys = (yield see(2)).readUInt16BE();
  // provider, what it knows the key by, and the key
  for (let count = 3 * dataKeys; count > 0; count--) yield pass((yield see(2)).readUInt16BE());
  const frameLength = (yield see(5)).readUInt32BE(1);
  yield pass(commitment + tag);
  while ((yield see(4)).readUInt32BE() !== lastFrame) yield pass(iv + frameLength + tag);
  yield pass(4 + iv);
  yield pass((yield see(4)).readUInt32BE() + tag);
}

/**
 * Hands a message on, and fails where something follows its last frame: the library would gather that in memory, and say nothing of it.
 *
 * @throws Error
 */
export async function* untilItsEnd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const walk = parts();
  let seen: Buffer[] = [];
  let { value: part } = walk.next();
  let left = part?.length ?? 0;
  for await (const chunk of chunks) {
    let at = 0;
    while (part && at < chunk.length) {
      const taken = Math.min(left, chunk.length - at);
      if (part.seen) seen.push(chunk.subarray(at, at + taken));
      at += taken;
      left -= taken;
      while (part && left === 0) {
        part = walk.next(Buffer.concat(seen)).value ?? undefined;
        seen = [];
        left = part?.length ?? 0;
      }
    }
    if (!part && at < chunk.length) throw new Error('bytes follow the last frame');
    yield chunk;
  }
}
