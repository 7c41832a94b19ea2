import { CancelKeyDeletionCommand, EnableKeyCommand, KMSInternalException, KMSInvalidStateException } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/cancel-key-deletion.ts';
import { kms } from '../aws.ts';
import { execution, lease } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/1';
const cancel = (keys = [keyArn]) => handler({ lease, keys }, context);

beforeEach(() => {
  kms.reset();
  emptyRecord();
  leaseHeldBy(execution);
});

test('a key that an earlier try has taken back and not enabled is enabled, and told', async () => {
  kms.on(EnableKeyCommand).rejectsOnce(new KMSInternalException({ message: '', $metadata: { httpStatusCode: 500 } }));
  await expect(cancel()).rejects.toMatchObject({ name: 'TransientServiceError' });

  kms.on(CancelKeyDeletionCommand).rejects(new KMSInvalidStateException({ message: 'is not pending deletion', $metadata: {} }));
  expect(await cancel()).toMatchObject({ outcome: 'SUCCEEDED', takenBack: [keyArn] });
  expect(kms.commandCalls(EnableKeyCommand, { KeyId: keyArn })).toHaveLength(2);
});

test('no key is touched by a run that has lost the lease', async () => {
  leaseHeldBy('another');
  await expect(cancel()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(kms.calls()).toEqual([]);
});

test('keys are taken back one by one under the lease, and told by their number', async () => {
  const other = 'arn:aws:kms:us-east-1:123456789012:key/2';
  expect(await cancel()).toMatchObject({ announcement: { message: `production: 1 key was taken back. Execution: ${execution}` } });
  expect(await cancel([keyArn, other])).toMatchObject({
    announcement: { message: expect.stringContaining('2 keys were taken back') },
    takenBack: [keyArn, other],
  });

  kms.on(EnableKeyCommand, { KeyId: keyArn }).callsFake(() => leaseHeldBy('another'));
  await expect(cancel([keyArn, other])).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(kms.commandCalls(EnableKeyCommand, { KeyId: other })).toHaveLength(1);
});

test('a key that KMS refuses to take back is not enabled', async () => {
  kms.on(CancelKeyDeletionCommand).rejects(rejection('AccessDeniedException'));
  await expect(cancel()).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(kms.commandCalls(EnableKeyCommand)).toEqual([]);
});
