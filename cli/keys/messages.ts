import { pipeline } from 'node:stream/promises';
import type { Handle } from 'pkcs11js';
import { CommandError, exitCodes } from '../exit.ts';
import { decryptStream, encryptStream, envelopeVersion, HsmKeyring } from './envelope.ts';
import { untilItsEnd } from './message-end.ts';
import { type CipherName, decryptInHsm, encryptInHsm, mostForHsm } from './token/cipher.ts';
import type { Token } from './token/open-token.ts';

/** The key of a message. */
export interface MessageKey {
  handle: Handle;
  label: string;
}

/**
 * What a message that the HSM itself has encrypted begins with; the IV and the ciphertext follow. It is no first byte of the AWS
 * Encryption SDK's messages.
 */
const beginnings: Record<CipherName, Buffer> = { 'aes-gcm': Buffer.from('HSMG1\n'), 'aes-cbc-pad': Buffer.from('HSMC1\n') };
const beginning = 6;

/** Encrypts by the HSM itself what it takes in one call; longer data, and none at all, in an envelope. */
export async function encryptMessage(
  token: Token,
  key: MessageKey,
  cipher: CipherName,
  from: AsyncIterable<Buffer>,
  to: NodeJS.WritableStream,
): Promise<void> {
  const [first, rest] = await firstBytes(from, mostForHsm + 1);
  if (first.length > 0 && first.length <= mostForHsm) {
    to.write(beginnings[cipher]);
    to.write(await encryptInHsm(token, key.handle, cipher, first));
    return;
  }
  if (cipher !== 'aes-gcm') {
    const problem = `an HSM encrypts 1 to ${mostForHsm} bytes with ${cipher}, and there are ${first.length === 0 ? 'none' : 'more'}`;
    throw new CommandError(problem, exitCodes.badInput, 'MessageInvalid', {
      remedy: 'leave --mechanism out: other data goes into an envelope',
    });
  }
  await pipeline(chained(first, rest), encryptStream(new HsmKeyring(token, key.handle, key.label)), to, { end: false });
}

/**
 * Decrypts what `encryptMessage` has written; what is written is authenticated. A message of AES-CBC is not, so that it is only taken
 * where the cipher is named.
 *
 * @throws CommandError MessageInvalid
 */
export async function decryptMessage(
  token: Token,
  key: MessageKey,
  cipher: CipherName | undefined,
  from: AsyncIterable<Buffer>,
  to: NodeJS.WritableStream,
): Promise<void> {
  const [first, rest] = await firstBytes(from, mostForHsm + 64);
  if (first[0] === envelopeVersion) {
    try {
      const message = untilItsEnd(chained(first, rest));
      await pipeline(message, decryptStream(new HsmKeyring(token, key.handle, key.label)), to, { end: false });
    } catch (error) {
      throw error instanceof CommandError || (error as NodeJS.ErrnoException).code === 'EPIPE'
        ? error
        : invalid('it was changed, cut off or added to', error);
    }
    return;
  }
  const named = (Object.keys(beginnings) as CipherName[]).find((name) => first.subarray(0, beginning).equals(beginnings[name]));
  if (!named) throw invalid('it does not begin as one');
  if (named === 'aes-cbc-pad' && cipher !== named) {
    const remedy = 'give --mechanism aes-cbc-pad where you trust whoever kept the message';
    throw new CommandError('the message is one of AES-CBC, which nobody can see changes in', exitCodes.refused, 'MessageInvalid', {
      remedy,
    });
  }
  const over = await rest.next();
  if (!over.done) throw invalid('it is longer than an HSM takes');
  to.write(await decryptInHsm(token, key.handle, named, first.subarray(beginning)));
}

function invalid(why: string, cause?: unknown): CommandError {
  const remedy = 'decrypt the whole message, as encrypt wrote it';
  return new CommandError(`this is no message of ours: ${why}`, exitCodes.failed, 'MessageInvalid', { remedy, cause });
}

/** As many bytes as are there, up to a number, and what comes after them. */
async function firstBytes(from: AsyncIterable<Buffer>, most: number): Promise<[Buffer, AsyncIterator<Buffer>]> {
  const chunks = from[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  for (let length = 0; length < most; ) {
    const { done, value } = await chunks.next();
    if (done) break;
    read.push(value);
    length += value.length;
  }
  return [Buffer.concat(read), chunks];
}

async function* chained(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
