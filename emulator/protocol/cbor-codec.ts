import { decode, encode, Token, Type } from 'cborg';
import { AwsError } from '../kernel/aws-error.ts';

/** Tag 1 of CBOR: seconds since the epoch. */
const secondsTag = 1;

/**
 * CBOR as AWS's services take it: maps with texts as keys, timestamps as tag 1.
 *
 * @throws AwsError SerializationException
 */
export function readCbor(body: Uint8Array): unknown {
  try {
    return decode(body, { allowBigInt: false, tags: { [secondsTag]: (content) => new Date(Number(content()) * 1000) } });
  } catch (error) {
    throw new AwsError('SerializationException', `the request body is not CBOR (${(error as Error).message})`);
  }
}

export function writeCbor(value: unknown): Uint8Array {
  return encode(value, {
    ignoreUndefinedProperties: true,
    typeEncoders: {
      Date: (date: Date) => {
        const seconds = date.getTime() / 1000;
        return [
          new Token(Type.tag, secondsTag),
          Number.isInteger(seconds) ? new Token(Type.uint, seconds) : new Token(Type.float, seconds),
        ];
      },
    },
  });
}
