import { expect, test } from 'vitest';
import type { Template } from '../../../emulator/cloudformation/template.ts';
import { localAws, request } from '../../local-aws.ts';
import { createFunction, invoke, lambdaAws } from '../lambda/functions.ts';
import { own } from './own-api.ts';

const template: Template = { Resources: { Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } } } };

test('begins anew: nothing stands, nothing is deployed, no fault or fate is left', async () => {
  const aws = await localAws();
  await aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
  await request(aws, 'secretsmanager', 'CreateSecret', { Name: 'one', SecretString: 'x' });
  await own(aws, 'POST', 'faults', { operation: 'secretsmanager:ListSecrets', where: 'before', cut: true });
  await own(aws, 'POST', 'fates', { hsms: [{ ends: 'DEGRADED' }] });
  await own(aws, 'POST', 'advance', { seconds: 60 });
  expect(await own(aws, 'POST', 'reset')).toMatchObject({ status: 200, body: { now: '2026-01-05T09:00:00.000Z' } });
  expect((await request(aws, 'secretsmanager', 'ListSecrets')).SecretList).toEqual([]);
  expect((await own(aws, 'POST', 'fates', {})).body.hsms).toEqual([]);
  expect(aws.home.sqs.queues.size).toBe(0);
});

test('with deploy, what was deployed is deployed again, each time', async () => {
  const aws = await localAws();
  await aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
  for (let time = 1; time <= 2; time++) {
    await own(aws, 'POST', 'reset', { deploy: true });
    expect([...aws.home.sqs.queues.keys()]).toHaveLength(1);
  }
});

test('with deploy, what an earlier reset has taken away is deployed, each stack once', async () => {
  const aws = await localAws();
  for (const name of ['letters', 'parcels']) {
    const Letters = { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } };
    await aws.deploy({ template: { Resources: { Letters } }, artifacts: '/nowhere', stackName: 'sample' });
    await own(aws, 'POST', 'reset', {});
    expect(aws.home.sqs.queues.size).toBe(0);
  }
  await own(aws, 'POST', 'reset', { deploy: true });
  expect([...aws.home.sqs.queues.keys()]).toEqual([expect.stringContaining('parcels')]);
});

test('a request that waits for time that does not come any more is cut', async () => {
  const aws = await localAws();
  await own(aws, 'POST', 'faults', { operation: 'secretsmanager:ListSecrets', delaySeconds: 3600 });
  const hold = aws.home.clock.hold();
  const waiting = expect(request(aws, 'secretsmanager', 'ListSecrets')).rejects.toThrow('fetch failed');
  await expect.poll(() => aws.home.calls.calls.length).toBe(1);
  await own(aws, 'POST', 'reset');
  await waiting;
  hold.release();
});

/** Asks for what is never answered, and when that is cut, makes a secret. */
const goesOn = `export const handler = async () => {
  const ask = (operation, body) => fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'x-amz-target': 'secretsmanager.' + operation,
      'content-type': 'application/x-amz-json-1.1',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  await ask('ListSecrets', {}).catch(() => {});
  await ask('CreateSecret', { Name: 'made', SecretString: 'x', ClientRequestToken: '12345678901234567890123456789012' });
};`;

test('a function that is under way is ended, and does nothing to what begins anew', async () => {
  const aws = await lambdaAws();
  createFunction(aws, 'late', goesOn);
  await own(aws, 'POST', 'faults', { operation: 'secretsmanager:ListSecrets', delaySeconds: 3600 });
  const asked = new Promise<void>((resolve) => {
    aws.home.calls.watchers.add(({ operation }) => {
      if (operation !== 'secretsmanager:ListSecrets') return;
      aws.home.clock.hold(); // or it would wait for its answer in no time
      resolve();
    });
  });
  const invoking = invoke(aws, 'late').catch(() => 'cut');
  await asked;
  await own(aws, 'POST', 'reset');
  expect(await invoking).toBe('cut');
  createFunction(aws, 'other', 'export const handler = async () => new Promise((resolve) => setTimeout(resolve, 50));');
  await invoke(aws, 'other');
  expect(aws.home.calls.requests.map(({ operation }) => operation)).toEqual(['lambda:Invoke']);
});
