import { randomBytes } from 'node:crypto';
import { EncryptedDataKey, KeyringNode, KeyringTraceFlag, type NodeEncryptionMaterial } from '@aws-crypto/material-management-node';
import { expect, test } from 'vitest';
import { encryptStream } from '../../../../cli/keys/envelope.ts';
import { untilItsEnd } from '../../../../cli/keys/message-end.ts';

/** Its data key stands in the message as it is: these messages keep nothing secret. */
class OpenKeyring extends KeyringNode {
  async _onEncrypt(material: NodeEncryptionMaterial): Promise<NodeEncryptionMaterial> {
    const dataKey = new Uint8Array(randomBytes(32));
    material.setUnencryptedDataKey(dataKey, {
      keyNamespace: 'open',
      keyName: 'open',
      flags: KeyringTraceFlag.WRAPPING_KEY_GENERATED_DATA_KEY,
    });
    const stored = new EncryptedDataKey({ providerId: 'open', providerInfo: 'a name', encryptedDataKey: dataKey });
    return material.addEncryptedDataKey(stored, KeyringTraceFlag.WRAPPING_KEY_ENCRYPTED_DATA_KEY);
  }

  async _onDecrypt(): Promise<never> {
    throw new Error('nothing is decrypted here');
  }
}

const frame = 256 * 1024;

async function message(length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  const stream = encryptStream(new OpenKeyring());
  stream.end(randomBytes(length));
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function* inChunks(data: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

async function passed(data: Buffer, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of untilItsEnd(inChunks(data, size))) parts.push(part);
  return Buffer.concat(parts);
}

test.each([0, 1, frame - 1, frame, frame + 1, 2 * frame, 2 * frame + 100])(
  'a message of %i bytes passes whole however it is cut into chunks, and no byte after it does',
  async (length) => {
    const whole = await message(length);
    for (const size of [1, 1000, 65_536, whole.length]) {
      if (size === 1 && length > 1) continue; // long, and no other
      expect((await passed(whole, size)).equals(whole), `chunks of ${size}`).toBe(true);
      await expect(passed(Buffer.concat([whole, Buffer.from([0])]), size)).rejects.toThrow('bytes follow the last frame');
    }
    await expect(passed(Buffer.concat([whole, whole]), 65_536)).rejects.toThrow('bytes follow the last frame');
  },
);

test('what is no message, or is cut off, passes as it is: who decrypts it says so', async () => {
  const whole = await message(frame + 5);
  for (const data of [whole.subarray(0, 20), whole.subarray(0, frame), Buffer.alloc(1000, 1), Buffer.alloc(0)])
    expect((await passed(data, 100)).equals(data)).toBe(true);
});
