import { expect, test } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { own, signedFor } from './own-api.ts';

const listed = 'secretsmanager:ListSecrets';

test('the nth request of an operation gets an error, as often as asked', async () => {
  const aws = await localAws();
  const error = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
  expect(await own(aws, 'POST', 'faults', { operation: listed, nth: 2, times: 2, where: 'before', error })).toMatchObject({
    status: 200,
    body: {},
  });
  const list = () => request(aws, 'secretsmanager', 'ListSecrets');
  await list();
  await expect(list()).rejects.toMatchObject({ code: 'ThrottlingException', message: 'Rate exceeded' });
  await expect(list()).rejects.toThrow();
  await list();
});

test.each([
  ['before', 0],
  ['after', 1],
])('a connection is cut %s the operation ran', async (where, made) => {
  const aws = await localAws();
  await own(aws, 'POST', 'faults', { operation: 'secretsmanager:CreateSecret', where, cut: true });
  await expect(request(aws, 'secretsmanager', 'CreateSecret', { Name: 'one', SecretString: 'x' })).rejects.toThrow('fetch failed');
  expect(aws.home.secretsManager.secrets.size).toBe(made);
});

test('a stale read answers as of before the last change, and then as it is', async () => {
  const aws = await localAws();
  await own(aws, 'POST', 'faults', { operation: listed, stale: true, delaySeconds: 60 });
  await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'one', SecretString: 'x' });
  const before = aws.home.clock.now();
  expect((await request(aws, 'secretsmanager', 'ListSecrets')).SecretList).toEqual([]);
  expect(aws.home.clock.now() - before).toBe(60_000);
  expect((await request(aws, 'secretsmanager', 'ListSecrets')).SecretList).toHaveLength(1);
});

test.each([
  ['before', 60_000],
  ['after', 0],
])('with delaySeconds alone an answer comes late, the wait being %s its effect', async (where, effectAfter) => {
  const aws = await localAws();
  const start = aws.home.clock.now();
  await own(aws, 'POST', 'faults', { operation: 'secretsmanager:CreateSecret', where, delaySeconds: 60 });
  await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'one', SecretString: 'x' });
  expect(aws.home.clock.now() - start).toBe(60_000);
  const [secret] = aws.home.secretsManager.secrets.values();
  expect(secret!.createdAt.getTime() - start).toBe(effectAfter);
});

test("a service goes by its model's name or by its IAM prefix, and the data plane by its own", async () => {
  const aws = await localAws();
  for (const operation of ['cloudhsm:DescribeClusters', 'data-plane:user list', 'dynamodb:GetItem'])
    expect((await own(aws, 'POST', 'faults', { operation, where: 'before', cut: true })).status).toBe(200);
  await expect(request(aws, 'cloudhsmv2', 'DescribeClusters')).rejects.toThrow('fetch failed');
});

test('a signed request harms its own account and region only', async () => {
  const aws = await localAws();
  const fault = { operation: listed, where: 'before', cut: true };
  await own(aws, 'POST', 'faults', fault, signedFor('123456789012', 'eu-west-1'));
  await request(aws, 'secretsmanager', 'ListSecrets');
  const elsewhere = aws.home.elsewhere('eu-west-1');
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  await expect(elsewhere.call('secretsmanager', 'ListSecrets', {}, person)).rejects.toThrow('the connection was cut');
});

test('what no request has met is taken back', async () => {
  const aws = await localAws();
  await own(aws, 'POST', 'faults', { operation: listed, where: 'before', cut: true });
  expect((await own(aws, 'DELETE', 'faults')).status).toBe(200);
  await request(aws, 'secretsmanager', 'ListSecrets');
});
