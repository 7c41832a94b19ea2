import { createPublicKey, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { canaryData, isOfCanary } from '../../../../core/users/canary.ts';
import { keyOf } from '../../certificates.ts';

const publicKey = createPublicKey(keyOf('HSM')).export({ format: 'pem', type: 'spki' }) as string;
const signatureOf = (owner: string, data = canaryData) => sign('sha256', Buffer.from(data), keyOf(owner)).toString('base64');

test.each([
  [true, 'the key has made over its data', signatureOf('HSM')],
  [false, 'another key has made', signatureOf('another')],
  [false, 'it has made over other data', signatureOf('HSM', 'other')],
  [false, 'is none', 'none'],
])('a backup is proven (%s) by a signature that %s', (expected, _, signature) => {
  expect(isOfCanary({ publicKey, signature })).toBe(expected);
});

test('a key that is none proves nothing', () => {
  expect(isOfCanary({ publicKey: 'none', signature: signatureOf('HSM') })).toBe(false);
});
