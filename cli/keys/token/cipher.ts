import type { Handle, Mechanism } from 'pkcs11js';
import { CommandError, exitCodes } from '../../exit.ts';
import type { Token } from './open-token.ts';
import { randomBytes } from './random.ts';
import { codeOf } from './refusals.ts';

export type CipherName = 'aes-gcm' | 'aes-cbc-pad';

/** Bytes that an HSM takes in one call. */
export const mostForHsm = 16_224;

const ivSize = { 'aes-gcm': 12, 'aes-cbc-pad': 16 };
const tagSize = 16;
/** CloudHSM's AES-GCM, which makes the IV and puts it in front of the ciphertext. */
const gcmWithOwnIv = 0x8000_1087;

/**
 * Encrypts with a key in the HSM, at most `mostForHsm` bytes; the IV stands in front of the ciphertext. No IV comes twice: that of
 * AES-GCM is the HSM's own on CloudHSM, and random everywhere else.
 */
export async function encryptInHsm(token: Token, key: Handle, cipher: CipherName, plain: Buffer): Promise<Buffer> {
  const { module, session, ask, mechanisms } = token;
  const room = Buffer.alloc(plain.length + 64);
  if (cipher === 'aes-gcm' && mechanisms.has(gcmWithOwnIv)) {
    return ask('encrypting', () => {
      module.C_EncryptInit(session, { mechanism: gcmWithOwnIv, parameter: withoutIv() }, key);
      return module.C_Encrypt(session, plain, room);
    });
  }
  const iv = await randomBytes(token, ivSize[cipher]);
  return ask('encrypting', () => {
    module.C_EncryptInit(session, mechanism(token, cipher, iv), key);
    return Buffer.concat([iv, module.C_Encrypt(session, plain, room)]);
  });
}

/** @throws CommandError MessageInvalid where the message is not one of this key */
export async function decryptInHsm(token: Token, key: Handle, cipher: CipherName, message: Buffer): Promise<Buffer> {
  const { module, session, ask } = token;
  const size = ivSize[cipher];
  if (message.length < size + tagSize) throw invalid();
  try {
    return await ask('decrypting', () => {
      module.C_DecryptInit(session, mechanism(token, cipher, message.subarray(0, size)), key);
      return module.C_Decrypt(session, message.subarray(size), Buffer.alloc(message.length));
    });
  } catch (error) {
    const code = codeOf((error as Error).cause ?? error);
    if (code && wrongMessage.has(code)) throw invalid(error);
    throw error;
  }
}

/** Codes of modules for a message that is not what was encrypted; SoftHSM has the last one for AES-GCM. */
const wrongMessage = new Set(['CKR_ENCRYPTED_DATA_INVALID', 'CKR_ENCRYPTED_DATA_LEN_RANGE', 'CKR_GENERAL_ERROR']);

function invalid(cause?: unknown): CommandError {
  const remedy = 'decrypt the whole message, as encrypt wrote it, with the key that it was encrypted with';
  return new CommandError('the message was changed, or is of another key', exitCodes.failed, 'MessageInvalid', { remedy, cause });
}

function mechanism({ ck }: Token, cipher: CipherName, iv: Buffer): Mechanism {
  if (cipher === 'aes-cbc-pad') return { mechanism: ck.CKM_AES_CBC_PAD, parameter: iv };
  const parameter = { type: ck.CK_PARAMS_AES_GCM_v240, iv, ivBits: 8 * iv.length, tagBits: 8 * tagSize };
  return { mechanism: ck.CKM_AES_GCM, parameter };
}

/** CK_GCM_PARAMS without pointers: no IV, no additional data, and the length of the tag. */
function withoutIv(): Buffer {
  const parameters = Buffer.alloc(48);
  parameters.writeBigUInt64LE(BigInt(8 * tagSize), 40);
  return parameters;
}
