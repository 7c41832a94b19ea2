import { expect, test } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { own } from './own-api.ts';

test('a path that there is not is refused with those that there are', async () => {
  const { status, body } = await own(await localAws(), 'GET', 'helth');
  expect(status).toBe(404);
  expect(body.message).toMatch(/^there is no \/_emulator\/helth; there are GET \/_emulator\/health, POST \/_emulator\/advance, /);
  expect(body.message).toContain('POST /_emulator/hsms/{hsmId}/fail');
});

test('the beginning of all paths is none of AWS’s', async () => {
  const { url } = await localAws();
  const response = await fetch(`${url}/_emulator`);
  expect(await response.json()).toEqual({ code: 'NoRoute', message: expect.stringMatching(/^there is no \/_emulator; there are /) });
});

test('a method that a path does not take is refused with those that it takes', async () => {
  const { status, body, headers } = await own(await localAws(), 'GET', 'faults');
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('POST, DELETE');
  expect(body.message).toBe('/_emulator/faults takes POST or DELETE, not GET');
});

test('a body that is not JSON is refused', async () => {
  const { url } = await localAws();
  const response = await fetch(`${url}/_emulator/advance`, { method: 'POST', body: '{' });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ code: 'ValidationException', message: expect.stringMatching(/^the body: is not JSON \(/) });
});

test('whatever protocol its headers look like, what it refuses is told in JSON', async () => {
  const { url } = await localAws();
  for (const type of ['application/x-www-form-urlencoded', 'application/cbor', 'application/x-amz-json-1.0']) {
    const headers = { 'content-type': type, 'content-encoding': 'gzip', 'x-amz-target': 'AWSEvents.PutEvents' };
    const response = await fetch(`${url}/_emulator/advance`, { method: 'POST', headers, body: 'no gzip' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ code: 'SerializationException', message: expect.stringContaining('gzip') });
  }
});

test.each([
  ['advance', {}, 'seconds: has to be a number'],
  ['advance', { seconds: -1 }, 'seconds: has to be 0 or more'],
  ['advance', { seconds: 1e18 }, 'seconds: has to be 315360000 or less'],
  ['advance', [], 'the body: has to be an object'],
  ['advance', null, 'the body: has to be an object'],
  ['idle', { until: 1 }, 'until: unknown field; there are none here'],
  ['reset', { deploy: 'yes' }, 'deploy: has to be a boolean'],
  ['fates', { hsm: [] }, 'hsm: unknown field; did you mean hsms?'],
  ['fates', { clusters: [{ ends: 'DELETED' }] }, 'clusters.0.ends: has to be "DEGRADED" or "ROLLBACK_IN_PROGRESS"'],
  ['fates', { connections: ['BAD'] }, expect.stringMatching(/^connections\.0: has to be "INVALID_CREDENTIALS" or /)],
  ['hsms/hsm-aaaaaaaaaaa/fail', { replaceAfterSeconds: '1' }, 'replaceAfterSeconds: has to be a number'],
  ['faults', { operation: 'kms:CreateKey' }, 'error: has to be there, or cut, stale or delaySeconds'],
  ['faults', { operation: 'kms:CreateKey', cut: true }, 'where: has to be "before" or "after": whether the operation still runs'],
  [
    'faults',
    { operation: 'kms:CreateKey', where: 'after', cut: true, stale: true },
    'stale: is one harm too many beside cut: ask for each by itself',
  ],
  ['faults', { operation: 'kms:CreateKey', where: 'before', error: { code: 'X', status: 200 } }, 'error.status: has to be 400 or more'],
  ['faults', { operation: 'kms', where: 'before', cut: true }, 'operation: has to be an operation such as kms:CreateKey'],
  [
    'faults',
    { operation: 'kms:CreateKey', where: 'before', error: { code: 'Lost\r\nX: y' } },
    'error.code: has to be the code of an error, such as ThrottlingException',
  ],
  ['faults', { operation: 'kms:CreateKey', where: 'before', cut: true, nth: 0 }, 'nth: has to be 1 or more'],
  [
    'faults',
    { operation: 'kms:CreateKeys', where: 'before', cut: true },
    'operation: kms has no CreateKeys here; did you mean kms:CreateKey?',
  ],
  [
    'faults',
    { operation: 'kms:Nonsense', where: 'before', cut: true },
    expect.stringMatching(/^operation: kms has no Nonsense here; it has CancelKeyDeletion, .*CreateKey, /),
  ],
  [
    'faults',
    { operation: 'glacier:DescribeVault', where: 'before', cut: true },
    expect.stringMatching(/^operation: there is no service glacier; there are cloudhsmv2, /),
  ],
  [
    'faults',
    { operation: 'kms:CreateKey', stale: true },
    expect.stringMatching(/^operation: kms:CreateKey cannot be stale: it has to be a read/),
  ],
  ['faults', { operation: 'dynamodb:GetItem', stale: true }, expect.stringMatching(/^operation: dynamodb:GetItem cannot be stale/)],
])('%s refuses %j in words', async (path, body, message) => {
  const aws = await localAws();
  expect(await own(aws, 'POST', path, body)).toMatchObject({ status: 400, body: { message } });
  expect(aws.home.clock.date().toISOString()).toBe('2026-01-05T09:00:00.000Z');
});
