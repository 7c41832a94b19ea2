import { AwsError } from '../../kernel/aws-error.ts';

/** In bytes. */
const longest = 1024;

/** @throws AwsError KeyTooLongError */
export function checkKeyLength(key: string): void {
  const Size = Buffer.byteLength(key);
  if (Size > longest) throw new AwsError('KeyTooLongError', 'Your key is too long', { fields: { Size, MaxSizeAllowed: longest } });
}
