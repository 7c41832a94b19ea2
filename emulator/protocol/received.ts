import type { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';

/** Lambda takes payloads of 6 MiB, the largest that any operation here takes, and some requests carry theirs in Base64. */
export const largestBody = 8 * 1024 * 1024;

/**
 * The body of a request; undefined where its sender has gone before it was complete.
 *
 * @throws AwsError where it is too large, as soon as that is known
 */
export async function received(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > largestBody) break;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return undefined;
  }
  if (length > largestBody) throw tooLarge();
  return Buffer.concat(chunks);
}

function tooLarge(): AwsError {
  const why = `The request body is larger than ${largestBody} bytes, the most that the local AWS takes: send less at once`;
  return new AwsError('RequestEntityTooLargeException', why, { status: 413 });
}
