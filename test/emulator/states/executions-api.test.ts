import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, finish, invoking, machineRole, run, start } from './executions.ts';
import { echo, installFunctions, raise } from './functions.ts';

const pass = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
const slow = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 3600, End: true } } };
const call = (aws: Emulator, operation: string, input: object = {}) => request(aws, 'stepfunctions', operation, input);

describe('watchers', () => {
  it('are told of every event of every execution as it is recorded', async () => {
    const aws = await localAws();
    const told: string[] = [];
    aws.home.states.watchers.add(({ machine }, { type }) => told.push(`${machine.name} ${type}`));
    await finish(aws, await start(aws, await createMachine(aws, pass, { name: 'watched' })));
    expect(told).toEqual(
      ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'].map((type) => `watched ${type}`),
    );
  });
});

describe('StartExecution', () => {
  it('answers the running execution for the same name and input, and refuses the name otherwise for 90 days', async () => {
    const aws = await localAws();
    const machine = await createMachine(aws, slow);
    const hold = aws.home.clock.hold();
    const first = await call(aws, 'StartExecution', { stateMachineArn: machine, name: 'one', input: '{"a":1}' });
    expect(await call(aws, 'StartExecution', { stateMachineArn: machine, name: 'one', input: '{"a":1}' })).toEqual(first);
    const again = (input: string) => call(aws, 'StartExecution', { stateMachineArn: machine, name: 'one', input });
    const taken = { code: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${first.executionArn}'` };
    await expect(again('{"a":2}')).rejects.toMatchObject(taken);
    hold.release();
    await finish(aws, first.executionArn);
    await expect(again('{"a":1}')).rejects.toMatchObject(taken);
    await aws.home.clock.advance(90 * 86400);
    expect((await again('{"a":1}')).startDate).toBeGreaterThan(first.startDate);
  });

  it('refuses names, inputs and machines that AWS refuses', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, pass);
    const refused = (input: object, code: string) =>
      expect(call(aws, 'StartExecution', { stateMachineArn, ...input })).rejects.toMatchObject({ code });
    for (const name of ['with space', 'a/b', 'a:b', 'a<b', 'a*', 'ä\u0000']) await refused({ name }, 'InvalidName');
    await refused({ name: 'n'.repeat(81) }, 'ValidationException');
    await refused({ input: '{' }, 'InvalidExecutionInput');
    const empty = "Invalid State Machine Execution Input: 'Invalid execution input.'";
    await expect(call(aws, 'StartExecution', { stateMachineArn, input: '' })).rejects.toMatchObject({ message: empty });
    await refused({ input: JSON.stringify('ä'.repeat(140_000)) }, 'InvalidExecutionInput');
    await refused({ stateMachineArn: `${stateMachineArn}x` }, 'StateMachineDoesNotExist');
    await refused({ stateMachineArn: 'machine' }, 'InvalidArn');
    expect((await call(aws, 'StartExecution', { stateMachineArn, name: 'ä-Ok_1.2@x' })).executionArn).toContain(':ä-Ok_1.2@x');
  });
});

describe('executions', () => {
  it('are listed newest first, by status and redrive, in pages', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, {
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input %}', Next: 'Good' }], Default: 'Bad' },
        Good: { Type: 'Succeed' },
        Bad: { Type: 'Fail' },
      },
    });
    for (const [name, input] of Object.entries({ a: true, b: false, c: true })) {
      await finish(aws, await start(aws, stateMachineArn, input, name));
    }
    const names = async (filter: object) => {
      const { executions } = await call(aws, 'ListExecutions', { stateMachineArn, ...filter });
      return executions.map(({ name }: { name: string }) => name).join('');
    };
    expect(await names({})).toBe('cba');
    expect(await names({ statusFilter: 'FAILED' })).toBe('b');
    expect(await names({ redriveFilter: 'REDRIVEN' })).toBe('');
    const first = await call(aws, 'ListExecutions', { stateMachineArn, maxResults: 2 });
    expect(await names({ maxResults: 2, nextToken: first.nextToken })).toBe('a');
    await expect(names({ nextToken: first.nextToken, statusFilter: 'FAILED' })).rejects.toMatchObject({ code: 'InvalidToken' });
  });

  it('are listed by when they changed last', async () => {
    const aws = await localAws();
    const States = { W: { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'E' }, E: { Type: 'Fail' } };
    const stateMachineArn = await createMachine(aws, { StartAt: 'W', States });
    const names = async (filter: object = {}) => {
      const { executions } = await call(aws, 'ListExecutions', { stateMachineArn, ...filter });
      return executions.map(({ name }: { name: string }) => name).join('');
    };
    const hold = aws.home.clock.hold();
    const begun = [await start(aws, stateMachineArn, 20, 'a'), await start(aws, stateMachineArn, 10, 'b')];
    expect(await names()).toBe('ba');
    hold.release();
    for (const executionArn of begun) await finish(aws, executionArn);
    expect(await names()).toBe('ab');
    await call(aws, 'RedriveExecution', { executionArn: begun[1] });
    await finish(aws, begun[1]!);
    expect(await names()).toBe('ba');
    await expect(names({ statusFilter: 'PENDING_REDRIVE' })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('are not started by the ARN of a distributed Map, nor is a machine deleted by it', async () => {
    const aws = await localAws();
    const stateMachineArn = `${await createMachine(aws, slow)}/label`;
    for (const operation of ['StartExecution', 'DeleteStateMachine']) {
      await expect(call(aws, operation, { stateMachineArn })).rejects.toMatchObject({ code: 'ValidationException' });
    }
  });

  it('have a history in pages, in either order, with or without data', async () => {
    const aws = await localAws();
    const { executionArn, events } = await run(aws, { P: { Type: 'Pass', Assign: { secret: 's' }, End: true } }, { secret: 1 });
    const history = (rest: object) => call(aws, 'GetExecutionHistory', { executionArn, ...rest });
    expect((await history({ reverseOrder: true })).events).toEqual(events.toReversed());
    const first = await history({ maxResults: 3 });
    const rest = await history({ maxResults: 3, nextToken: first.nextToken });
    expect([...first.events, ...rest.events]).toEqual(events);
    expect(rest.nextToken).toBeUndefined();
    expect(JSON.stringify(await history({ includeExecutionData: false }))).not.toContain('secret');
  });

  it('are stopped with an error and a cause, once', async () => {
    const aws = await localAws();
    const hold = aws.home.clock.hold();
    const executionArn = await start(aws, await createMachine(aws, slow));
    const { stopDate } = await call(aws, 'StopExecution', { executionArn, error: 'Why', cause: 'because' });
    expect(await call(aws, 'StopExecution', { executionArn, error: 'Other' })).toEqual({ stopDate });
    hold.release();
    const { status, error, cause, types, events } = await finish(aws, executionArn);
    expect({ status, error, cause }).toEqual({ status: 'ABORTED', error: 'Why', cause: 'because' });
    expect(types).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionAborted']);
    expect(events[2]).toMatchObject({ previousEventId: 0, executionAbortedEventDetails: { error: 'Why', cause: 'because' } });
  });

  it('are stopped without an error, which leaves details that are empty', async () => {
    const aws = await localAws();
    const hold = aws.home.clock.hold();
    const executionArn = await start(aws, await createMachine(aws, slow));
    await call(aws, 'StopExecution', { executionArn });
    hold.release();
    const { error, cause, events } = await finish(aws, executionArn);
    expect([error, cause]).toEqual([undefined, undefined]);
    expect(events.at(-1)).toMatchObject({ type: 'ExecutionAborted', previousEventId: 0, executionAbortedEventDetails: {} });
  });

  it('fail without an error, which leaves details that are empty, too', async () => {
    const aws = await localAws();
    const fail = { QueryLanguage: 'JSONata', StartAt: 'End', States: { End: { Type: 'Fail' } } };
    const { events } = await finish(aws, await start(aws, await createMachine(aws, fail)));
    expect(events.at(-1)).toMatchObject({ type: 'ExecutionFailed', executionFailedEventDetails: {} });
  });

  it('that do not exist are not described, stopped or redriven', async () => {
    const aws = await localAws();
    const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:machine:none';
    for (const operation of ['DescribeExecution', 'StopExecution', 'RedriveExecution', 'GetExecutionHistory', 'ListMapRuns']) {
      await expect(call(aws, operation, { executionArn })).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
      await expect(call(aws, operation, { executionArn: 'none' })).rejects.toMatchObject({ code: 'InvalidArn' });
    }
  });

  it('tell EventBridge of every change of their status', async () => {
    const aws = await localAws();
    const { executionArn } = await run(aws, { No: { Type: 'Fail', Error: 'E', Cause: 'C' } }, { n: 1 });
    const details = aws.home.events.taken.all
      .map((event: any) => event.detail)
      .filter(({ executionArn: arn }: any) => arn === executionArn);
    expect(details).toMatchObject([
      { status: 'RUNNING', stopDate: null, output: null, input: '{"n":1}', redriveStatus: 'NOT_REDRIVABLE' },
      { status: 'FAILED', error: 'E', cause: 'C', output: null, redriveStatus: 'REDRIVABLE' },
    ]);
    expect(details.map(({ redriveStatusReason }: any) => redriveStatusReason)).toEqual([
      'Execution is RUNNING and cannot be redriven',
      'Execution is FAILED and is redrivable',
    ]);
  });

  it('leave out of their events what is too long for them', async () => {
    const aws = await localAws();
    const told = async (input: string, Output: string) => {
      const { executionArn } = await run(aws, { P: { Type: 'Pass', Output, End: true } }, input);
      const last: any = aws.home.events.taken.all.findLast((event: any) => event.detail.executionArn === executionArn);
      const { input: inEvent, inputDetails, output, outputDetails } = last.detail;
      return [inEvent?.length, inputDetails, output?.length, outputDetails];
    };
    const [yes, no] = [{ included: true }, { included: false }];
    // the quotes of a text are escaped: each takes two more bytes
    const half = 'a'.repeat(124 * 1024 - 4);
    expect(await told(half, half)).toEqual([half.length + 2, yes, half.length + 2, yes]);
    expect(await told(`${half}a`, half)).toEqual([undefined, no, half.length + 2, yes]);
    expect(await told('', 'a'.repeat(248 * 1024 - 3))).toEqual([undefined, no, undefined, no]);
  });

  it('are the same, event by event, for the same seed', async () => {
    const once = async (seed: number) => {
      const aws = await localAws({ seed });
      const Output = '{% {"id": $uuid(), "chance": $random(), "now": $now(), "of": $states.context.Execution.Name} %}';
      const Branches = ['A', 'B'].map((name) => ({ StartAt: name, States: { [name]: { Type: 'Pass', Output, End: true } } }));
      const { events } = await run(aws, { Both: { Type: 'Parallel', Branches, End: true } });
      return events;
    };
    expect(await once(3)).toEqual(await once(3));
    expect(await once(4)).not.toEqual(await once(3));
  });
});

describe('executions with functions', () => {
  it('are the same, event by event, for the same seed, whatever order the workers end in', async () => {
    const once = async () => {
      const aws = await localAws({ seed: 5 });
      const { work, broken } = installFunctions(aws, { work: echo, broken: raise });
      const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1, JitterStrategy: 'FULL' }];
      const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Caught' }];
      const States = {
        Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input % 2 = 0 %}', Next: 'Good' }], Default: 'Bad' },
        Good: invoking(work),
        Bad: invoking(broken, { Retry, Catch, End: true }),
        Caught: { Type: 'Pass', End: true },
      };
      const { events } = await run(aws, { Each: { Type: 'Map', ItemProcessor: { StartAt: 'Which', States }, End: true } }, [0, 1, 2, 3, 4]);
      // a stack trace names the folder of this run's emulator
      return JSON.stringify(events).replaceAll(aws.home.folder, '');
    };
    expect(await once()).toBe(await once());
  });
});

describe('state machines', () => {
  it('are created once, found again when nothing differs, and refused when something does', async () => {
    const aws = await localAws();
    const arn = await createMachine(aws, pass, { name: 'm' });
    expect(await createMachine(aws, pass, { name: 'm', roleArn: 'arn:aws:iam::123456789012:role/other' })).toBe(arn);
    await expect(createMachine(aws, slow, { name: 'm' })).rejects.toMatchObject({ code: 'StateMachineAlreadyExists' });
    await expect(createMachine(aws, pass, { name: 'no spaces' })).rejects.toMatchObject({ code: 'InvalidName' });
    const described = await call(aws, 'DescribeStateMachine', { stateMachineArn: arn });
    expect(described).toMatchObject({ name: 'm', status: 'ACTIVE', type: 'STANDARD', roleArn: machineRole });
    expect(JSON.parse(described.definition)).toMatchObject(pass);
    const { stateMachines } = await call(aws, 'ListStateMachines');
    expect(stateMachines.map(({ name }: { name: string }) => name)).toEqual(['m']);
  });

  it('are deleted when their last execution has ended, and start none meanwhile', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, slow);
    const hold = aws.home.clock.hold();
    const executionArn = await start(aws, stateMachineArn);
    await call(aws, 'DeleteStateMachine', { stateMachineArn });
    expect(await call(aws, 'DescribeStateMachine', { stateMachineArn })).toMatchObject({ status: 'DELETING' });
    await expect(start(aws, stateMachineArn)).rejects.toMatchObject({ code: 'StateMachineDeleting' });
    hold.release();
    expect((await finish(aws, executionArn)).status).toBe('SUCCEEDED');
    await expect(call(aws, 'DescribeStateMachine', { stateMachineArn })).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
    expect((await call(aws, 'DescribeStateMachineForExecution', { executionArn })).stateMachineArn).toBe(stateMachineArn);
    expect(await call(aws, 'DeleteStateMachine', { stateMachineArn })).toEqual({});
  });

  it('end what runs at its next state, when they are deleted', async () => {
    const aws = await localAws();
    const waiting = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 60, Next: 'Next' }, Next: { Type: 'Succeed' } } };
    const stateMachineArn = await createMachine(aws, waiting, { name: 'testing-delete' });
    const hold = aws.home.clock.hold();
    const executionArn = await start(aws, stateMachineArn);
    await call(aws, 'DeleteStateMachine', { stateMachineArn });
    hold.release();
    const { status, error, cause, types } = await finish(aws, executionArn);
    expect([status, error, cause]).toEqual(['FAILED', 'States.Runtime', 'State machine testing-delete has been deleted.']);
    expect(types).toEqual(['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionFailed']);
    await expect(call(aws, 'DescribeStateMachine', { stateMachineArn })).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });

  it("need a role's ARN", async () => {
    const aws = await localAws();
    const invalid = { code: 'InvalidArn', message: "Invalid Arn: 'Invalid ARN prefix: foo'" };
    await expect(createMachine(aws, pass, { roleArn: 'foo' })).rejects.toMatchObject(invalid);
    await expect(createMachine(aws, pass, { roleArn: 'arn:aws:iam::123456789012:user/u' })).rejects.toMatchObject({ code: 'InvalidArn' });
  });

  it('need a role that Step Functions may assume', async () => {
    const aws = await localAws();
    const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const roleArn = aws.home.iam.putRole({ roleName: 'other', assumeRolePolicy, policies: [] } as never);
    await expect(createMachine(aws, pass, { roleArn })).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });
});
