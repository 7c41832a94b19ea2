import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import {
  EncryptedDataKey,
  KeyringNode,
  KeyringTraceFlag,
  type NodeDecryptionMaterial,
  type NodeEncryptionMaterial,
} from '@aws-crypto/material-management-node';
import { decryptStream, encryptStream, HsmKeyring } from '../../cli/keys/envelope.ts';
import { input, output } from '../../cli/keys/input-output.ts';
import { theKey } from '../../cli/keys/token/find-keys.ts';
import { generate } from '../../cli/keys/token/generate.ts';
import { openToken } from '../../cli/keys/token/open-token.ts';

// A process of `npm run bench -- keys`: encrypts or decrypts a file with a key of a PKCS #11 module or with one in memory, and prints the seconds of
// computing that it took: they are about the same whatever else the machine does.

const label = 'bench';

/** The key that the data key is encrypted with is in this process. */
class MemoryKeyring extends KeyringNode {
  readonly #key = Buffer.alloc(32, 7);
  readonly #names = { keyNamespace: 'bench', keyName: label };

  async _onEncrypt(material: NodeEncryptionMaterial): Promise<NodeEncryptionMaterial> {
    const [dataKey, iv] = [randomBytes(material.suite.keyLengthBytes), randomBytes(12)];
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const encryptedDataKey = Buffer.concat([iv, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
    material.setUnencryptedDataKey(dataKey, { ...this.#names, flags: KeyringTraceFlag.WRAPPING_KEY_GENERATED_DATA_KEY });
    const stored = new EncryptedDataKey({ providerId: 'bench', providerInfo: label, encryptedDataKey });
    return material.addEncryptedDataKey(stored, KeyringTraceFlag.WRAPPING_KEY_ENCRYPTED_DATA_KEY);
  }

  async _onDecrypt(material: NodeDecryptionMaterial, [stored]: EncryptedDataKey[]): Promise<NodeDecryptionMaterial> {
    const sealed = Buffer.from(stored!.encryptedDataKey);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(-16));
    // the library takes a key in a buffer of its own only
    const dataKey = new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]));
    return material.setUnencryptedDataKey(dataKey, { ...this.#names, flags: KeyringTraceFlag.WRAPPING_KEY_DECRYPTED_DATA_KEY });
  }
}

async function hsmKeyring(module: string): Promise<HsmKeyring> {
  const token = await openToken(module, async () => process.env.PIN!);
  const key = await theKey(token, { label }, 'secret').catch(
    async () => (await generate(token, { type: 'aes', size: 256 }, { label, kept: true }))[0]!,
  );
  return new HsmKeyring(token, key, label);
}

const [where = '', direction, from, to] = process.argv.slice(2);
const keyring = where === 'memory' ? new MemoryKeyring() : await hsmKeyring(where);
const begun = process.cpuUsage();
const stream = direction === 'encrypt' ? encryptStream(keyring) : decryptStream(keyring);
await output(to, (out) => pipeline(input(from), stream, out, { end: false }));
const { user, system } = process.cpuUsage(begun);
console.log((user + system) / 1e6);
