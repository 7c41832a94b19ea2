import { afterEach, expect, test, vi } from 'vitest';
import { clientPlace } from '../../../../core/audit/place.ts';

const answer = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>2026-01-10T13:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const roleArn = 'arn:aws:iam::210987654321:role/cloudhsm-lifecycle-audit';

process.env.AWS_ACCESS_KEY_ID = 'AKID';
process.env.AWS_SECRET_ACCESS_KEY = 'secret';
process.env.AWS_REGION = 'us-east-1';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the clients of another account ask for its role once', async () => {
  const fetched = vi.fn(async () => new Response(answer));
  vi.stubGlobal('fetch', fetched);
  const { credentials } = clientPlace({ region: 'eu-west-1', roleArn });

  const [first, second] = await Promise.all([credentials!(), credentials!()]);

  expect(first).toEqual({ accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' });
  expect([second, fetched.mock.calls.length]).toEqual([first, 1]);
});

test('a refusal is not kept', async () => {
  const fetched = vi.fn(async () => new Response('<Code>AccessDenied</Code>', { status: 403 }));
  vi.stubGlobal('fetch', fetched);
  const { credentials } = clientPlace({ region: 'eu-west-1', roleArn });
  await expect(credentials!()).rejects.toMatchObject({ name: 'AccessDenied' });
  fetched.mockImplementation(async () => new Response(answer));

  expect(await credentials!()).toMatchObject({ accessKeyId: 'ASIA' });
});

test('clients of the deployment’s own account are kept by region; those of others go with the invocation', () => {
  expect(clientPlace({ region: 'us-east-1' })).toBe(clientPlace({ region: 'us-east-1' }));
  expect(clientPlace({ region: 'us-east-1', roleArn })).not.toBe(clientPlace({ region: 'us-east-1', roleArn }));
});
