import { DecryptCommand, EncryptCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/prove-kms-key.ts';
import { kms } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';

const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/1';
const event = { environment: 'production', keyArn, looks: 0 };

/** A KMS that turns each byte around; `spoil` changes what a decryption answers. */
function kmsAnswers(spoil: (answer: { Plaintext: Uint8Array; KeyId: string }) => object = (answer) => answer): void {
  const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  kms.on(EncryptCommand).callsFake(({ Plaintext }) => ({ CiphertextBlob: turned(Plaintext) }));
  kms.on(DecryptCommand).callsFake(({ CiphertextBlob }) => spoil({ Plaintext: turned(CiphertextBlob), KeyId: keyArn }));
}

beforeEach(() => {
  kms.reset();
});

test('proves a key by an encryption and a decryption of random bytes', async () => {
  kmsAnswers();

  expect(await handler(event, context)).toEqual({ proof: true });
  await handler(event, context);

  const [first, second] = kms.commandCalls(EncryptCommand).map(({ args }) => args[0].input);
  const decryption = kms.commandCalls(DecryptCommand)[0]!.args[0].input;
  expect(first).toMatchObject({ KeyId: keyArn, EncryptionContext: { purpose: 'cloudhsm-lifecycle-proof' } });
  expect(first!.Plaintext).toHaveLength(32);
  expect(first!.Plaintext).not.toEqual(second!.Plaintext);
  expect(decryption).toMatchObject({ KeyId: keyArn, EncryptionContext: { purpose: 'cloudhsm-lifecycle-proof' } });
  expect(decryption.CiphertextBlob).not.toEqual(first!.Plaintext);
});

test.each([
  ['other bytes', (answer: { KeyId: string }) => ({ ...answer, Plaintext: Buffer.alloc(32) })],
  ['nothing', (answer: { KeyId: string }) => ({ KeyId: answer.KeyId })],
  ['the answer of another key', (answer: { Plaintext: Uint8Array }) => ({ ...answer, KeyId: 'arn:other' })],
])('is not convinced by %s', async (_, spoil) => {
  kmsAnswers(spoil as never);

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyProofFailed',
    details: { to: keyArn, remedy: expect.stringContaining('do not use the key') },
  });
});

test('a key that KMS refuses to use is no proof', async () => {
  kms.on(EncryptCommand).rejects(rejection('DisabledException'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'RequestRejected' });
});

test.each([
  ['NotFoundException', EncryptCommand],
  ['KMSInvalidStateException', EncryptCommand],
  ['NotFoundException', DecryptCommand],
  ['KMSInvalidStateException', DecryptCommand],
])('a young key that KMS does not take for use everywhere yet is tried again: %s', async (name, Command) => {
  kmsAnswers();
  kms.on(Command as typeof EncryptCommand).rejects(rejection(name));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: keyArn } });
});

test('a key that KMS does not come to use for minutes is said to be out of its reach, with what brings it back', async () => {
  kmsAnswers();
  kms.on(EncryptCommand).rejects(rejection('KMSInvalidStateException'));

  await expect(handler({ ...event, looks: 8 }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  await expect(handler({ ...event, looks: 9 }, context)).rejects.toMatchObject({
    name: 'KmsKeyUnusable',
    details: {
      to: keyArn,
      remedy: expect.stringMatching(/`npx hsm disconnect production[^`]*`, then `npx hsm connect production.*--replace/),
    },
  });

  kms.on(EncryptCommand).rejects(rejection('NotFoundException'));
  await expect(handler({ ...event, looks: 9 }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});
