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

/** @param value has doubles as Float64Arrays of one, since a number alone would become an integer where it is a whole one */
export function writeCbor(value: unknown): Uint8Array {
  return encode(value, {
    ignoreUndefinedProperties: true,
    // eight bytes for each, as from AWS (localstack's test_basic_operations_multiple_protocols)
    float64: true,
    typeEncoders: {
      Float64Array: ([double = 0]: Float64Array) => new Token(Type.float, double),
      Date: (date: Date) => [new Token(Type.tag, secondsTag), new Token(Type.float, date.getTime() / 1000)],
    },
  });
}
