import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-key-store.ts';
import { kms } from '../aws.ts';
import { context } from '../lambda-context.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const waiting = { since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:10:00Z', deadlineSeconds: 7200 };
const event = { keyStoreId, asked: 'connect' as const, failures: [], waiting };

function keyStoreIs(state: { ConnectionState: 'CONNECTED' | 'CONNECTING' | 'FAILED' | 'DISCONNECTED'; ConnectionErrorCode?: any }): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: keyStoreId, ...state }] });
}

beforeEach(() => {
  kms.reset();
});

test('is ready once KMS is connected', async () => {
  keyStoreIs({ ConnectionState: 'CONNECTED' });

  expect(await handler(event, context)).toEqual({
    ready: true,
    pending: false,
    waitSeconds: 0,
    pace: 1,
    awaited: 'connectKeyStore',
    failures: [],
  });
});

test('waits on while KMS connects', async () => {
  keyStoreIs({ ConnectionState: 'CONNECTING' });

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, waitSeconds: 18 });
});

test('counts a connection that failed, and has KMS asked for something', async () => {
  keyStoreIs({ ConnectionState: 'FAILED', ConnectionErrorCode: 'NETWORK_ERRORS' });

  expect(await handler({ ...event, failures: ['INTERNAL_ERROR'] }, context)).toMatchObject({
    ready: false,
    pending: false,
    failures: ['INTERNAL_ERROR', 'NETWORK_ERRORS'],
  });
});

test('a key store that KMS does not show is looked for again', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: keyStoreId } });
});

test('a disconnected key store whose connection has failed of what a run mends is to be mended before KMS is asked again', async () => {
  keyStoreIs({ ConnectionState: 'DISCONNECTED' });

  expect(await handler({ ...event, asked: 'disconnect', failures: ['INVALID_CREDENTIALS'] }, context)).toMatchObject({
    ready: false,
    pending: false,
    mend: true,
  });
  expect(await handler({ ...event, asked: 'nothing' }, context)).not.toHaveProperty('mend');
});
