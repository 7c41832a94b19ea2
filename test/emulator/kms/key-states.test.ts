import { DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { keyInStore } from './keys.ts';

const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] });
/** What each is asked beside the key. */
const asked = {
  CreateGrant: { GranteePrincipal: 'arn:aws:iam::123456789012:role/grantee', Operations: ['DescribeKey'] },
  DeleteImportedKeyMaterial: {},
  DescribeKey: {},
  DisableKey: {},
  DisableKeyRotation: {},
  EnableKey: {},
  EnableKeyRotation: {},
  Encrypt: { Plaintext: 'eA==' },
  GenerateDataKeyPair: { KeyPairSpec: 'ECC_NIST_P256' },
  GetKeyPolicy: {},
  GetKeyRotationStatus: {},
  GetParametersForImport: { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
  ListGrants: {},
  ListKeyRotations: {},
  ListResourceTags: {},
  PutKeyPolicy: { Policy: policy },
  RotateKeyOnDemand: {},
  TagResource: { Tags: [{ TagKey: 'a', TagValue: 'b' }] },
  UntagResource: { TagKeys: ['a'] },
  UpdateKeyDescription: { Description: 'new' },
};
type Operation = keyof typeof asked;

const off = 'DisabledException';
const state = 'KMSInvalidStateException';
const kind = 'UnsupportedOperationException';
/** KMS Developer Guide, "Key states of AWS KMS keys": what a key answers that is Disabled, PendingDeletion, PendingImport, Unavailable. */
const outcomes: Record<Operation, [string, string, string, string]> = {
  CreateGrant: [off, state, state, ''],
  DeleteImportedKeyMaterial: [kind, '', '', kind],
  DescribeKey: ['', '', '', ''],
  DisableKey: ['', state, state, ''],
  DisableKeyRotation: [off, kind, kind, kind],
  EnableKey: ['', state, state, ''],
  EnableKeyRotation: [off, kind, kind, kind],
  Encrypt: [off, state, state, state],
  GenerateDataKeyPair: [off, state, state, kind],
  GetKeyPolicy: ['', '', '', ''],
  GetKeyRotationStatus: ['', kind, kind, kind],
  GetParametersForImport: [kind, state, '', kind],
  ListGrants: ['', '', '', ''],
  ListKeyRotations: ['', '', '', kind],
  ListResourceTags: ['', '', '', ''],
  PutKeyPolicy: ['', '', '', ''],
  RotateKeyOnDemand: [off, state, state, kind],
  TagResource: ['', state, '', ''],
  UntagResource: ['', state, '', ''],
  UpdateKeyDescription: ['', state, '', ''],
};
const states = ['Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable'] as const;

/** A key of the emulator's in the state; one of imported material waits for its deletion. */
async function keyIn(KeyState: (typeof states)[number], emulator: Emulator): Promise<string> {
  const Origin = KeyState === 'Disabled' ? 'AWS_KMS' : 'EXTERNAL';
  const { KeyId } = (await request(emulator, 'kms', 'CreateKey', { Origin })).KeyMetadata;
  if (KeyState === 'Disabled') await request(emulator, 'kms', 'DisableKey', { KeyId });
  if (KeyState === 'PendingDeletion') await request(emulator, 'kms', 'ScheduleKeyDeletion', { KeyId });
  return KeyId;
}

async function unavailable() {
  const { emulator, kms, CustomKeyStoreId, KeyId } = await keyInStore();
  await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  return { emulator, KeyId };
}

describe('what a key answers', () => {
  it.each(states.map((name, index) => [name, index] as const))('while it is %s is what the guide’s table says', async (name, index) => {
    const { emulator, KeyId: inStore } = name === 'Unavailable' ? await unavailable() : { emulator: await localAws(), KeyId: undefined };
    const given: Record<string, string> = {};
    for (const [operation, input] of Object.entries(asked)) {
      const KeyId = inStore ?? (await keyIn(name, emulator));
      const answer = request(emulator, 'kms', operation, { KeyId, ...input });
      given[operation] = await answer.then(
        () => '',
        ({ code }) => code,
      );
    }
    expect(given).toEqual(Object.fromEntries(Object.entries(outcomes).map(([operation, row]) => [operation, row[index]])));
  });
});
