import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../kernel/aws-error.ts';

/** The AWS CLI sends large objects in parts of 8 MiB, with some words around them; Lambda takes payloads of 6 MiB, and some requests carry theirs in Base64. */
export const largestBody = 9 * 1024 * 1024;

/**
 * The body of a request; undefined where its sender has gone before it was complete.
 *
 * @throws AwsError where it is too large, as soon as that is known
 */
export async function received(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) throw tooLarge();
  return wholeBody(request);
}

/** By events: an iterator over the request takes longer than the rest of it. */
function wholeBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= largestBody) return void chunks.push(chunk);
      request.off('data', take).pause();
      reject(tooLarge());
    };
    request.on('data', take);
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}

/**
 * What a request's body says: SDKs pack what they publish as metrics.
 *
 * @throws AwsError where it is too large, or not what its headers say
 */
export function unpacked({ headers }: IncomingMessage, body: Buffer): Buffer {
  if (headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: largestBody });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new AwsError('SerializationException', 'The request body is not packed by gzip, as its Content-Encoding says');
  }
}

function tooLarge(): AwsError {
  const why = `The request body is larger than ${largestBody} bytes, the most that the local AWS takes: send less at once`;
  return new AwsError('RequestEntityTooLargeException', why, { status: 413 });
}
