import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-key-store.ts';
import { kms } from '../aws.ts';
import { context } from '../lambda-context.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const waiting = { awaited: 'connectKeyStore' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:10:00Z', deadlineSeconds: 7200 };
const event = { keyStoreId, ready: ['CONNECTED'], pending: ['CONNECTING'], waiting };

function keyStoreIs(state: { ConnectionState: 'CONNECTED' | 'CONNECTING' | 'FAILED' | 'DISCONNECTED'; ConnectionErrorCode?: any }): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: keyStoreId, ...state }] });
}

beforeEach(() => {
  kms.reset();
});

test('is ready once KMS is connected', async () => {
  keyStoreIs({ ConnectionState: 'CONNECTED' });

  expect(await handler(event, context)).toMatchObject({ ready: true, state: 'CONNECTED' });
});

test('waits on while KMS connects', async () => {
  keyStoreIs({ ConnectionState: 'CONNECTING' });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, waitSeconds: 18, state: 'CONNECTING' });
});

test.each([
  ['INVALID_CREDENTIALS', 'resets kmsuser'],
  ['USER_NOT_FOUND', 'kmsuser is missing on an HSM'],
  ['USER_LOCKED_OUT', 'locked'],
  ['USER_LOGGED_IN', 'log out there'],
  ['INSUFFICIENT_CLOUDHSM_HSMS', 'two or more'],
  ['CLUSTER_NOT_FOUND', 'restore it from a backup'],
  ['NETWORK_ERRORS', 'TCP 2223 to 2225'],
  ['SUBNET_NOT_FOUND', 'restore a backup into another cluster'],
  ['INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET', 'free an address'],
  ['INTERNAL_ERROR', 'start the workflow again'],
  ['SOMETHING_NEW', 'KMS Developer Guide'],
])('a failed connection says what its code means: %s', async (ConnectionErrorCode, remedy) => {
  keyStoreIs({ ConnectionState: 'FAILED', ConnectionErrorCode });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyStoreConnectionFailed',
    details: { to: keyStoreId, problem: `KMS reports ${ConnectionErrorCode}`, remedy: expect.stringContaining(remedy) },
  });
});

test('somebody who disconnects it meanwhile ends the wait', async () => {
  keyStoreIs({ ConnectionState: 'DISCONNECTED' });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'KeyStoreConnectionFailed' });
});

test('gives up after the deadline', async () => {
  keyStoreIs({ ConnectionState: 'CONNECTING' });
  const late = { ...waiting, now: '2026-01-01T02:00:01Z' };

  await expect(handler({ ...event, waiting: late }, context)).rejects.toMatchObject({
    name: 'WaitDeadlineExceeded',
    details: { to: keyStoreId },
  });
});
