import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';

/**
 * A body that was sent in chunks of SigV4's own kind, as SDKs send streams: `SIZE[;chunk-signature=…]\r\nBYTES\r\n` …, with headers behind
 * the last, empty chunk. Signatures are not checked, as those of requests are not.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 *
 * @throws AwsError IncompleteBody
 */
export function unchunked(headers: IncomingHttpHeaders, body: Buffer): { headers: IncomingHttpHeaders; body: Buffer } {
  const encodings = String(headers['content-encoding'] ?? '').split(/\s*,\s*/);
  if (!encodings.includes('aws-chunked')) return { headers, body };
  const rest = encodings.filter((encoding) => encoding !== 'aws-chunked').join(',');
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (end === -1 || Number.isNaN(size) || end + 2 + size > body.length) throw incomplete();
    at = end + 2 + size;
    if (size === 0) break;
    chunks.push(body.subarray(end + 2, at));
    at += 2;
  }
  const trailers = body
    .toString('latin1', at)
    .split('\r\n')
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]] : [];
    });
  return { headers: { ...headers, 'content-encoding': rest || undefined, ...Object.fromEntries(trailers) }, body: Buffer.concat(chunks) };
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
}
