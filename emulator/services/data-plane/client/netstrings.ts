import { AwsError } from '../../../kernel/aws-error.ts';

/** A name and a value. */
export type Pair = [string, string];

/**
 * Pairs, each half as a netstring (`5:hello,`): what a shell can write and take apart by lengths alone.
 *
 * @throws AwsError where they are none
 */
export function readPairs(body: Buffer): Pair[] {
  const texts: string[] = [];
  for (let at = 0; at < body.length; ) {
    const colon = body.indexOf(':', at);
    const length = body.toString('latin1', at, Math.min(colon, at + 9));
    const end = colon + 1 + Number(length);
    if (colon === -1 || !/^\d{1,8}$/.test(length) || body[end] !== comma) throw notNetstrings(at);
    texts.push(body.toString('utf8', colon + 1, end));
    at = end + 1;
  }
  if (texts.length % 2 !== 0) throw notNetstrings(body.length);
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1]!] satisfies Pair] : []));
}

export function writePairs(pairs: Pair[]): string {
  return pairs
    .flat()
    .map((text) => `${Buffer.byteLength(text)}:${text},`)
    .join('');
}

const comma = ','.charCodeAt(0);

function notNetstrings(at: number): AwsError {
  return new AwsError('ValidationException', `the body: has to be netstrings in pairs of a name and a value; it is none at byte ${at}`);
}
