import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import {
  AlgorithmSuiteIdentifier,
  CommitmentPolicy,
  EncryptedDataKey,
  KeyringNode,
  KeyringTraceFlag,
  type NodeDecryptionMaterial,
  type NodeEncryptionMaterial,
} from '@aws-crypto/material-management-node';
import type { Handle } from 'pkcs11js';
import { decryptInHsm, encryptInHsm } from './token/cipher.ts';
import type { Token } from './token/open-token.ts';
import { randomBytes } from './token/random.ts';

// A message of any length is one of the AWS Encryption SDK, format 2: AES-256-GCM in frames, with a commitment to its data key. The
// data key is made by the HSM, and stands in the message encrypted with the HSM's key.

const providerId = 'cloudhsm-lifecycle';
const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
/** Bytes of a frame: what is held in memory, and what is authenticated before it goes on. */
const frameLength = 256 * 1024;

/** What the first byte of such a message is. */
export const envelopeVersion = 2;

export function encryptStream(keyring: KeyringNode): NodeJS.ReadWriteStream {
  const { encryptStream } = buildEncrypt(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  return encryptStream(keyring, { suiteId, frameLength });
}

/** What comes out is authenticated, frame by frame; where the message ends early, the stream fails at its end. */
export function decryptStream(keyring: KeyringNode): NodeJS.ReadWriteStream {
  const { decryptStream } = buildDecrypt({ commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT, maxEncryptedDataKeys: 1 });
  return decryptStream(keyring, { maxBodySize: frameLength });
}

/** Has the HSM encrypt and decrypt the data key. */
export class HsmKeyring extends KeyringNode {
  readonly #token: Token;
  readonly #key: Handle;
  readonly #label: string;

  constructor(token: Token, key: Handle, label: string) {
    super();
    this.#token = token;
    this.#key = key;
    this.#label = label;
  }

  async _onEncrypt(material: NodeEncryptionMaterial): Promise<NodeEncryptionMaterial> {
    const trace = { keyNamespace: providerId, keyName: this.#label };
    const dataKey = await randomBytes(this.#token, material.suite.keyLengthBytes);
    const encryptedDataKey = await encryptInHsm(this.#token, this.#key, 'aes-gcm', dataKey);
    material.setUnencryptedDataKey(dataKey, { ...trace, flags: KeyringTraceFlag.WRAPPING_KEY_GENERATED_DATA_KEY });
    const stored = new EncryptedDataKey({ providerId, providerInfo: this.#label, encryptedDataKey });
    return material.addEncryptedDataKey(stored, KeyringTraceFlag.WRAPPING_KEY_ENCRYPTED_DATA_KEY);
  }

  async _onDecrypt(material: NodeDecryptionMaterial, stored: EncryptedDataKey[]): Promise<NodeDecryptionMaterial> {
    const own = stored.find((one) => one.providerId === providerId);
    if (!own) return material;
    const dataKey = await decryptInHsm(this.#token, this.#key, 'aes-gcm', Buffer.from(own.encryptedDataKey));
    const trace = { keyNamespace: providerId, keyName: this.#label };
    return material.setUnencryptedDataKey(dataKey, { ...trace, flags: KeyringTraceFlag.WRAPPING_KEY_DECRYPTED_DATA_KEY });
  }
}
