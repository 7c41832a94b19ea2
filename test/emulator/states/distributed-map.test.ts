import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, finish, invoking, start } from './executions.ts';
import { echo, installFunctions } from './functions.ts';

const map = (States: Record<string, object>, rest: object = {}) => ({
  Type: 'Map',
  Items: '{% $states.input %}',
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: Object.keys(States)[0], States },
  End: true,
  ...rest,
});

const doubling = { Double: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } };
/** Fails for what is odd. */
const evenOnly = {
  'Even?': { Type: 'Choice', Choices: [{ Condition: '{% $states.input % 2 = 0 %}', Next: 'Fine' }], Default: 'Odd' },
  Fine: { Type: 'Succeed' },
  Odd: { Type: 'Fail', Error: 'Odd', Cause: 'it is odd' },
};

async function ran(state: object, input: unknown, before: Record<string, object> = {}) {
  const aws = await localAws();
  const names = [...Object.keys(before), 'Each'];
  const machine = await createMachine(aws, { StartAt: names[0]!, States: { ...before, Each: state } }, { name: 'fleet' });
  const executionArn = await start(aws, machine, input);
  const outcome = await finish(aws, executionArn);
  const { mapRuns } = await request(aws, 'stepfunctions', 'ListMapRuns', { executionArn });
  return { aws, machine, outcome, mapRuns };
}

describe('a distributed Map', () => {
  it('runs an execution for each item, and has their outputs in the items’ order', async () => {
    const { aws, machine, outcome, mapRuns } = await ran(map(doubling, { Label: 'places' }), [1, 2, 3]);
    expect(outcome.output).toEqual([2, 4, 6]);
    expect(outcome.types).toEqual([
      ...['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted'],
      ...['MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
    ]);
    const { events: own } = await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn: outcome.executionArn });
    expect(own.map(({ previousEventId }: { previousEventId: number }) => previousEventId)).toEqual([0, 0, 2, 3, 4, 5, 4, 7]);
    expect(mapRuns).toMatchObject([{ executionArn: outcome.executionArn, stateMachineArn: `${machine}/places` }]);
    const { mapRunArn } = mapRuns[0];
    expect(mapRunArn).toMatch(/^arn:aws:states:us-east-1:123456789012:mapRun:fleet\/places:[0-9a-f-]{36}$/);
    const described = await request(aws, 'stepfunctions', 'DescribeMapRun', { mapRunArn });
    expect(described).toMatchObject({ status: 'SUCCEEDED', executionCounts: { total: 3, succeeded: 3, failed: 0, pending: 0 } });
    const { executions } = await request(aws, 'stepfunctions', 'ListExecutions', { mapRunArn });
    expect(executions).toHaveLength(3);
    expect(executions[0]).toMatchObject({ mapRunArn, stateMachineArn: `${machine}/places`, status: 'SUCCEEDED' });
    expect(executions[0].executionArn).toContain(':execution:fleet/places:');
    const { events } = await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn: executions[0].executionArn });
    expect(events.map(({ type }: { type: string }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    // they are none of the machine's own
    expect((await request(aws, 'stepfunctions', 'ListExecutions', { stateMachineArn: machine })).executions).toHaveLength(1);
  });

  it('gives its children what ItemSelector makes, and nothing of its own variables', async () => {
    const before = { Set: { Type: 'Pass', Assign: { secret: 1 }, Next: 'Each' } };
    const inner = {
      Look: { Type: 'Pass', Output: { sees: "{% $exists($secret) ? 'it' : 'nothing' %}", given: '{% $states.input %}' }, End: true },
    };
    const ItemSelector = {
      value: '{% $states.context.Map.Item.Value %}',
      index: '{% $states.context.Map.Item.Index %}',
      from: '{% $secret %}',
    };
    const { outcome } = await ran(map(inner, { ItemSelector }), ['a'], before);
    expect(outcome.output).toEqual([{ sees: 'nothing', given: { value: 'a', index: 0, from: 1 } }]);
  });

  it('goes over the members of an object', async () => {
    const seeing = { See: { Type: 'Pass', End: true } };
    const pairs = [
      { Key: 'a', Value: 1 },
      { Key: 'b', Value: { x: 2 } },
    ];
    expect((await ran(map(seeing), { a: 1, b: { x: 2 } })).outcome.output).toEqual(pairs);
    expect((await ran(map(seeing, { Items: { a: '{% 1 %}', b: { x: 2 } } }), {})).outcome.output).toEqual(pairs);
    expect((await ran(map(seeing, { Items: undefined }), { a: 1, b: { x: 2 } })).outcome.output).toEqual(pairs);
    const ItemSelector = '{% $states.context.Map.Item %}';
    expect((await ran(map(seeing, { ItemSelector }), { a: 1 })).outcome.output).toEqual([
      { Index: 0, Key: 'a', Value: 1, Source: 'STATE_DATA' },
    ]);
    expect((await ran(map(seeing), 'text')).outcome.cause).toContain("Expected 'array', but was 'string'");
  });

  it('fails where more fail than it tolerates, and none by default', async () => {
    const { outcome, aws, mapRuns } = await ran(map(evenOnly), [1, 2]);
    expect([outcome.status, outcome.error]).toEqual(['FAILED', 'States.ExceedToleratedFailureThreshold']);
    expect(outcome.types).toContain('MapRunFailed');
    expect(await request(aws, 'stepfunctions', 'DescribeMapRun', { mapRunArn: mapRuns[0].mapRunArn })).toMatchObject({ status: 'FAILED' });
    const tolerant = await ran(map(evenOnly, { ToleratedFailureCount: 1, ToleratedFailurePercentage: 90 }), [1, 2, 4]);
    expect(tolerant.outcome.output).toEqual([2, 4]);
    const described = ({ aws, mapRuns }: typeof tolerant) =>
      request(aws, 'stepfunctions', 'DescribeMapRun', { mapRunArn: mapRuns[0].mapRunArn });
    expect(await described(tolerant)).toMatchObject({ toleratedFailureCount: 1, toleratedFailurePercentage: 90 });
    const share = await ran(map(evenOnly, { ToleratedFailurePercentage: '{% 50 %}' }), [1, 2]);
    expect(share.outcome.output).toEqual([2]);
    expect(await described(share)).toMatchObject({ toleratedFailureCount: 0, toleratedFailurePercentage: 50 });
  });

  it('runs no more at a time than MaxConcurrency says', async () => {
    const waiting = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
    expect((await ran(map(waiting, { MaxConcurrency: 2 }), [1, 2, 3, 4, 5])).outcome.seconds).toBe(180);
    expect((await ran(map(waiting), [1, 2, 3, 4, 5])).outcome.seconds).toBe(60);
  });

  it('stops its children with its execution', async () => {
    const aws = await localAws();
    const waiting = { Wait: { Type: 'Wait', Seconds: 600, End: true } };
    const stateMachineArn = await createMachine(aws, { StartAt: 'Each', States: { Each: map(waiting) } });
    const executionArn = await start(aws, stateMachineArn, [1, 2]);
    await aws.home.clock.sleep(5, 'the children have begun');
    await request(aws, 'stepfunctions', 'StopExecution', { executionArn });
    await aws.home.clock.idle();
    const [mapRun] = [...aws.home.states.mapRuns.values()];
    expect(mapRun!.children.map((child) => child?.status)).toEqual(['ABORTED', 'ABORTED']);
    expect(mapRun!.status).toBe('ABORTED');
  });

  it('ends with its children, each at its next state, when its machine is deleted', async () => {
    const aws = await localAws();
    const waiting = { Wait: { Type: 'Wait', Seconds: 600, Next: 'Next' }, Next: { Type: 'Succeed' } };
    const stateMachineArn = await createMachine(aws, { StartAt: 'Each', States: { Each: map(waiting) } });
    const executionArn = await start(aws, stateMachineArn, [1, 2]);
    await aws.home.clock.sleep(5, 'the children have begun');
    await request(aws, 'stepfunctions', 'DeleteStateMachine', { stateMachineArn });
    expect((await finish(aws, executionArn)).status).toBe('FAILED');
    const [mapRun] = [...aws.home.states.mapRuns.values()];
    expect(mapRun!.children[0]?.status).toBe('FAILED');
  });

  it('goes on, where its execution is redriven, with the children that did not succeed', async () => {
    const aws = await localAws();
    const { work } = installFunctions(aws, { work: echo });
    const error = new AwsError('ServiceException', 'down');
    aws.home.faults.inject({ operation: 'lambda:Invoke', when: 'before', error, skip: 1, times: 1 });
    const inner = { Work: invoking(work, { Output: '{% $states.result.Payload %}', End: true }) };
    const States = { Each: map(inner, { MaxConcurrency: 1 }) };
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Each', States }), [1, 2, 3]);
    expect((await finish(aws, executionArn)).status).toBe('FAILED');
    const [mapRun] = [...aws.home.states.mapRuns.values()];
    const mapRunArn = mapRun!.arn;
    const children = [...mapRun!.children];
    expect(children.map((child) => child?.status)).toEqual(['SUCCEEDED', 'FAILED', undefined]);
    const describe = (child: (typeof children)[number]) => request(aws, 'stepfunctions', 'DescribeExecution', { executionArn: child!.arn });
    expect(await describe(children[1])).toMatchObject({ redriveStatus: 'REDRIVABLE_BY_MAP_RUN' });
    await expect(request(aws, 'stepfunctions', 'RedriveExecution', { executionArn: children[1]!.arn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });

    await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
    const { output, types, events } = await finish(aws, executionArn);
    expect(output).toEqual([1, 2, 3]);
    expect(types.slice(types.indexOf('ExecutionRedriven'))).toEqual([
      ...['ExecutionRedriven', 'MapRunRedriven', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
    ]);
    const told = events.find(({ type }) => type === 'MapRunRedriven');
    expect(told?.mapRunRedrivenEventDetails).toEqual({ mapRunArn, redriveCount: 1 });
    expect([...aws.home.states.mapRuns.keys()]).toEqual([mapRunArn]);
    expect(mapRun!.children.slice(0, 2)).toEqual(children.slice(0, 2));
    expect(await describe(children[0])).toMatchObject({ redriveCount: 0 });
    expect(await describe(children[1])).toMatchObject({ redriveCount: 1, status: 'SUCCEEDED' });
    const described = await request(aws, 'stepfunctions', 'DescribeMapRun', { mapRunArn });
    expect(described).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1, executionCounts: { succeeded: 3, pendingRedrive: 0 } });
  });

  it('shows which children wait to be redriven, and leaves them as they were where its execution is stopped', async () => {
    const aws = await localAws();
    const States = { Each: map(evenOnly, { MaxConcurrency: 1, ToleratedFailureCount: 1 }) };
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Each', States }), [1, 2, 3]);
    expect((await finish(aws, executionArn)).status).toBe('FAILED');
    const [mapRun] = [...aws.home.states.mapRuns.values()];
    const statuses = () => mapRun!.children.map((child) => child?.status);
    expect(statuses()).toEqual(['FAILED', 'SUCCEEDED', 'FAILED']);
    let meanwhile: unknown;
    aws.home.states.watchers.add(({ arn }, { type }) => {
      if (type !== 'ExecutionRedriven' || arn !== mapRun!.children[0]!.arn) return;
      meanwhile = statuses();
      aws.home.states.execution(executionArn).stop(undefined, undefined);
    });
    await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
    await aws.home.clock.idle();
    expect(meanwhile).toEqual(['RUNNING', 'SUCCEEDED', 'PENDING_REDRIVE']);
    expect(statuses()).toEqual([expect.any(String), 'SUCCEEDED', 'FAILED']);
    expect(mapRun!.status).toBe('ABORTED');
  });

  it('wants a role that may start its own machine', async () => {
    const aws = await localAws();
    const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const roleArn = aws.home.iam.putRole({ roleName: 'narrow', assumeRolePolicy: trust, policies: [] });
    const stateMachineArn = await createMachine(aws, { StartAt: 'Each', States: { Each: map(doubling) } }, { roleArn });
    const { status, cause } = await finish(aws, await start(aws, stateMachineArn, [1]));
    expect([status, cause]).toEqual(['FAILED', expect.stringContaining('not authorized to perform: states:StartExecution')]);
  });
});
