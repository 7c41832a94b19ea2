import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clientPlace } from '../../../../core/audit/place.ts';

const answer = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>2026-01-10T13:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const roleArn = 'arn:aws:iam::210987654321:role/cloudhsm-lifecycle-audit';

/** What the security token service answers, and how often it was asked. */
const sts = { status: 200, body: answer, asked: 0 };
const server = createServer((_, response) => {
  sts.asked++;
  response.writeHead(sts.status).end(sts.body);
});

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
beforeEach(() => {
  Object.assign(sts, { status: 200, body: answer, asked: 0 });
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('the clients of another account ask for its role once', async () => {
  const { credentials } = clientPlace({ region: 'eu-west-1', roleArn });

  const [first, second] = await Promise.all([credentials!(), credentials!()]);

  expect(first).toEqual({ accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' });
  expect([second, sts.asked]).toEqual([first, 1]);
});

test('a refusal is not kept', async () => {
  Object.assign(sts, { status: 403, body: '<Code>AccessDenied</Code>' });
  const { credentials } = clientPlace({ region: 'eu-west-1', roleArn });
  await expect(credentials!()).rejects.toMatchObject({ name: 'AccessDenied' });
  Object.assign(sts, { status: 200, body: answer });

  expect(await credentials!()).toMatchObject({ accessKeyId: 'ASIA' });
});

test('where nobody answers, that is a timeout, and who did not is told', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  const { credentials } = clientPlace({ region: 'eu-west-1', roleArn });

  await expect(credentials!()).rejects.toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('127.0.0.1:1') });
});

test('clients of the deployment’s own account are kept by region; those of others go with the invocation', () => {
  expect(clientPlace({ region: 'us-east-1' })).toBe(clientPlace({ region: 'us-east-1' }));
  expect(clientPlace({ region: 'us-east-1', roleArn })).not.toBe(clientPlace({ region: 'us-east-1', roleArn }));
});
