import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { type Deployment, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { goOn, waitInBody } from './people.ts';

const deployment = sharedDeployment();
const day = 86_400;

test('a run that waits for people gives its lease back, reminds them each day, and goes on with their answer', async () => {
  const { home, sfn } = deployment();
  waitInBody(deployment(), 10 * day);
  const executionArn = await deployment().start(withoutKeyStore({ name: 'patient' }));
  await home.clock.idle();
  expect(await leaseHolder(deployment(), 'patient')).toBeUndefined();
  expect(waitings(deployment(), executionArn)).toHaveLength(1);

  await home.clock.advance(2.5 * day);
  expect(notices(deployment(), executionArn)).toHaveLength(3);

  goOn(deployment());
  await sfn.send(new SendTaskSuccessCommand({ taskToken: await token(deployment(), 'patient'), output: '{}' }));
  await home.clock.idle();
  const run = await deployment().ended(executionArn);
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
});

function waitings({ home }: Deployment, executionArn: string) {
  return home.events.events.filter(
    (event) => event['detail-type'] === 'Environment Waiting' && (event.detail as { execution: string }).execution === executionArn,
  );
}

function notices({ home }: Deployment, executionArn: string) {
  return [...home.sns.topics.values()].flatMap(({ messages }) => messages).filter(({ message }) => message.includes(executionArn));
}

async function recorded({ home, stack }: Deployment, environment: string, item: string): Promise<Record<string, { S?: string }>> {
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  const input: object = {
    TableName: stack.resources.EnvironmentsTable!.physicalId,
    Key: { environment: { S: environment }, item: { S: item } },
  };
  const { Item = {} } = (await home.dynamodb.call('GetItem', input, person)) as { Item?: Record<string, { S?: string }> };
  return Item;
}

async function leaseHolder(from: Deployment, environment: string): Promise<string | undefined> {
  return (await recorded(from, environment, 'lease')).holder?.S;
}

async function token(from: Deployment, environment: string): Promise<string> {
  return (await recorded(from, environment, 'waiting#provision')).token!.S!;
}
