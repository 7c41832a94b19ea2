import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { derOf } from '../../../../cli/keys/token/ecdsa-der.ts';
import type { Token } from '../../../../cli/keys/token/open-token.ts';
import { publicKeyOf } from '../../../../cli/keys/token/public-key.ts';
import { isSignedBy } from '../../../../cli/keys/verify.ts';

const ck = { CKA_CLASS: 0, CKA_KEY_TYPE: 0x100, CKK_RSA: 0, CKK_EC: 3, CKA_EC_PARAMS: 0x180, CKA_EC_POINT: 0x181 };

/** A token that shows a public key as a module does. */
function tokenWith(type: number, parameters: string, point: Buffer): Token {
  const kind = Buffer.alloc(8);
  kind.writeUInt32LE(type);
  const values = new Map([
    [ck.CKA_KEY_TYPE, kind],
    [ck.CKA_EC_PARAMS, Buffer.from(parameters, 'hex')],
    [ck.CKA_EC_POINT, point],
  ]);
  const module = {
    C_GetAttributeValue: (_: unknown, __: unknown, [{ type: of }]: [{ type: number }]) => [{ value: values.get(of) ?? Buffer.alloc(0) }],
  };
  return { ck, module, ask: async (_: string, work: () => unknown) => work() } as unknown as Token;
}

/** The end of its DER, which is all of a point. */
function pointOf(publicKey: KeyObject, bytes: number): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-2 * bytes - 1);
}

test.each([
  ['secp224r1', '06052b81040021', 28],
  ['prime256v1', '06082a8648ce3d030107', 32],
  ['secp256k1', '06052b8104000a', 32],
  ['secp384r1', '06052b81040022', 48],
  ['secp521r1', '06052b81040023', 66],
])('a public key on the curve %s is read, and what its private key has signed is seen', async (namedCurve, parameters, bytes) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const point = pointOf(publicKey, bytes);
  const wrapped = Buffer.concat([Buffer.from(point.length < 128 ? [4, point.length] : [4, 0x81, point.length]), point]);
  const data = async function* () {
    yield Buffer.from('a release');
  };
  const raw = sign('sha256', Buffer.from('a release'), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  for (const shown of [point, wrapped]) {
    const read = await publicKeyOf(tokenWith(ck.CKK_EC, parameters, shown), Buffer.alloc(8));
    expect(read.equals(publicKey)).toBe(true);
    expect(await isSignedBy(read, 'ecdsa-sha256', data(), derOf(raw))).toBe(true);
  }
});

test.each([
  ['0000000180000002', '300a02010102050080000002'],
  ['0000000000000000', '3006020100020100'],
])('the numbers of a signature have no zeros in front but for a sign', (raw, der) => {
  expect(derOf(Buffer.from(raw, 'hex')).toString('hex')).toBe(der);
});

test('a key that no program here knows is no mistake of hsm', async () => {
  for (const [type, parameters] of [
    [0x40, '06032b6570'],
    [ck.CKK_EC, '06092b240303020801010d'],
  ] as const)
    await expect(publicKeyOf(tokenWith(type, parameters, Buffer.alloc(65)), Buffer.alloc(8))).rejects.toMatchObject({
      name: 'KeyNotForThis',
      exitCode: 2,
    });
});
