import { DescribeExecutionCommand, ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { executionOn, newestExecutions } from '../../../cli/executions.ts';
import type { Target } from '../../../cli/target.ts';
import { sfn } from '../aws.ts';

const target = { sfn: new SFNClient({}), stage: 'dev', region: 'us-east-1', again: '' } as Target;
const arnOf = (kind: string, intent: string) => `arn:aws:states:us-east-1:123456789012:${kind}:cloudhsm-lifecycle-dev-${intent}`;
const uuid = (number: number) => `11111111-2222-4333-8444-${String(number).padStart(12, '0')}`;

/** Executions of an intent, the newest first, each with the environment that its input names. */
function executionsAre(
  intent: string,
  ...executions: { name: string; environment?: string; environments?: string[]; as?: string; at: number; over?: true }[]
): void {
  const listed = executions.map(({ name, at, over }) => ({
    name,
    executionArn: `${arnOf('execution', intent)}:${name}`,
    stateMachineArn: arnOf('stateMachine', intent),
    status: over ? ('SUCCEEDED' as const) : ('RUNNING' as const),
    startDate: new Date(at),
  }));
  sfn
    .on(ListExecutionsCommand, { stateMachineArn: arnOf('stateMachine', intent) })
    .callsFake(({ maxResults }: { maxResults: number }) => ({ executions: listed.slice(0, maxResults) }));
  for (const [index, { environment, environments, as }] of executions.entries())
    sfn
      .on(DescribeExecutionCommand, { executionArn: listed[index]!.executionArn })
      .resolves({ ...listed[index], input: JSON.stringify(environment ? { environment, as } : { environments }) });
}

beforeEach(() => {
  sfn.reset();
  const stateMachines = ['provision', 'scale', 'audit'].map((intent) => ({
    name: `cloudhsm-lifecycle-dev-${intent}`,
    stateMachineArn: arnOf('stateMachine', intent),
    type: 'STANDARD' as const,
    creationDate: new Date(0),
  }));
  sfn.on(ListStateMachinesCommand).resolves({ stateMachines });
  const others = Array.from({ length: 60 }, (_, index) => ({ name: `others-${uuid(index)}`, environment: 'others', at: 1000 - index }));
  const audits = Array.from({ length: 60 }, (_, index) => ({ name: `${uuid(index)}_${uuid(99)}`, at: 2000 - index }));
  executionsAre('provision', ...others, { name: `vaulted-${uuid(100)}`, environment: 'vaulted', at: 10 });
  executionsAre('scale', { name: `${uuid(7)}_${uuid(8)}`, environment: 'vaulted', at: 500 });
  executionsAre('audit', ...audits);
});

test('what works on an environment is found however many others have begun since, by whoever started it', async () => {
  const found = await newestExecutions(target, 'vaulted');
  expect(found.map(({ environment, intent }) => `${environment} ${intent}`)).toEqual(['vaulted scale', 'vaulted provision']);
  expect(sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(2);
  expect(await executionOn(target, 'vaulted')).toMatchObject({ intent: 'scale' });
});

test('what is named after an environment whose name only begins alike is not asked for', async () => {
  const others = Array.from({ length: 60 }, (_, index) => ({
    name: `vaulted-eu-${uuid(index)}`,
    environment: 'vaulted-eu',
    at: 1000 - index,
  }));
  const due = { name: 'due-vaulted-eu-drill-20261127T040000000Z', environment: 'vaulted-eu', at: 900 };
  const own = { name: 'due-vaulted-drill-20261127T040000000Z', environment: 'vaulted', at: 10 };
  executionsAre('provision', ...others, due, own);
  executionsAre('scale');

  expect((await newestExecutions(target, 'vaulted')).map(({ name }) => name)).toEqual([own.name]);
  expect(sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(1);
});

test('of thousands of executions whose names do not tell few are asked for, and those that run', async () => {
  const events = Array.from({ length: 150 }, (_, index) => ({
    name: `${uuid(index)}_${uuid(1)}`,
    environment: 'others',
    at: 1000 - index,
    over: true as const,
  }));
  const [byName, byEvent] = [`vaulted-${uuid(100)}`, `${uuid(999)}_${uuid(1)}`];
  executionsAre('provision', ...events, { name: byName, environment: 'vaulted', at: 10 }, { name: byEvent, environment: 'vaulted', at: 9 });
  executionsAre('scale');

  expect((await newestExecutions(target, 'vaulted')).map(({ name }) => name)).toEqual([byName, byEvent]);
  expect(sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(101);
});

test('without an environment the newest of all are told', async () => {
  expect((await newestExecutions(target)).map(({ intent }) => intent)).toEqual(Array(20).fill('audit'));
});

test('a restore beside the living one is found by the name of what it makes, as hsm says to watch it', async () => {
  executionsAre('scale', { name: `second-${uuid(1)}`, environment: 'vaulted', as: 'second', at: 5000 });
  expect(await executionOn(target, 'second')).toMatchObject({ environment: 'second', executionArn: expect.stringContaining(':second-') });
  expect((await newestExecutions(target, 'vaulted')).map(({ name }) => name)).not.toContain(`second-${uuid(1)}`);
});

test('an audit of one environment is found by its name, as hsm says to watch it', async () => {
  executionsAre('audit', { name: `second-${uuid(1)}`, environments: ['second'], at: 5000 });
  expect(await executionOn(target, 'second')).toMatchObject({ environment: 'second', intent: 'audit' });
});

test('executions that come on a further page are found, too', async () => {
  executionsAre('provision', { name: `second-${uuid(1)}`, environment: 'second', at: 10 });
  const { executions } = await target.sfn.send(new ListExecutionsCommand({ stateMachineArn: arnOf('stateMachine', 'provision') }));
  sfn
    .on(ListExecutionsCommand, { stateMachineArn: arnOf('stateMachine', 'provision') })
    .callsFake(({ nextToken }) => (nextToken === 'more' ? { executions } : { executions: [], nextToken: 'more' }));

  expect(await executionOn(target, 'second')).toMatchObject({ intent: 'provision' });
});
