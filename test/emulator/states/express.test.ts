import { createRequire } from 'node:module';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, finish, machineRole, run, start } from './executions.ts';

const call = (aws: Emulator, operation: string, input: object = {}) => request(aws, 'stepfunctions', operation, input);
const waiting = (Seconds: number) => ({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds, End: true } } });

async function express(aws: Emulator, definition: object, more: object = {}): Promise<string> {
  const text = JSON.stringify({ QueryLanguage: 'JSONata', ...definition });
  const name = `express-${aws.home.states.machines.size}`;
  const created = await call(aws, 'CreateStateMachine', { name, definition: text, roleArn: machineRole, type: 'EXPRESS', ...more });
  return created.stateMachineArn;
}

/** Runs a machine and waits for its answer. */
const sync = (aws: Emulator, stateMachineArn: string, more: object = {}) => call(aws, 'StartSyncExecution', { stateMachineArn, ...more });

describe('StartSyncExecution', () => {
  it('waits in virtual time, and bills each begun tenth of a second', async () => {
    const aws = await localAws();
    const answer = await sync(aws, await express(aws, waiting(60)), { name: 'one', input: '{"a":1}' });
    expect(answer).toMatchObject({ status: 'SUCCEEDED', name: 'one', output: '{"a":1}' });
    expect(answer.billingDetails).toEqual({ billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 60_000 });
    expect(answer.stopDate - answer.startDate).toBe(60);
  });

  it('ends after five minutes, or when the machine says', async () => {
    const aws = await localAws();
    const long = await sync(aws, await express(aws, waiting(301)));
    expect([long.status, long.error, long.output, long.stopDate - long.startDate]).toEqual(['TIMED_OUT', 'States.Timeout', undefined, 300]);
    const short = await sync(aws, await express(aws, { ...waiting(301), TimeoutSeconds: 10 }));
    expect([short.status, short.stopDate - short.startDate]).toEqual(['TIMED_OUT', 10]);
  });

  it('tells of a failure, and without data only that', async () => {
    const aws = await localAws();
    const machine = await express(aws, { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken', Cause: 'by design' } } });
    expect(await sync(aws, machine)).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'by design' });
    const metadata = await sync(aws, machine, { includedData: 'METADATA_ONLY' });
    expect(metadata).toMatchObject({ status: 'FAILED', inputDetails: { included: false } });
    expect(metadata).not.toHaveProperty('input');
  });

  it('has no RedriveCount in its context, but one that nobody waits for has', async () => {
    const aws = await localAws();
    const group = 'arn:aws:logs:us-east-1:123456789012:log-group:/express:*';
    await request(aws, 'logs', 'CreateLogGroup', { logGroupName: '/express' });
    const states = { C: { Type: 'Pass', Output: '{% $states.context %}', End: true } };
    const destinations = [{ cloudWatchLogsLogGroup: { logGroupArn: group } }];
    const loggingConfiguration = { level: 'ALL', includeExecutionData: true, destinations };
    const machine = await express(aws, { StartAt: 'C', States: states }, { loggingConfiguration });
    const answer = await sync(aws, machine);
    const context = JSON.parse(answer.output);
    expect(context.Execution).not.toHaveProperty('RedriveCount');
    expect(context.Execution.Id).toBe(answer.executionArn);
    expect(answer.executionArn).toMatch(/^arn:aws:states:us-east-1:123456789012:express:express-0:[0-9a-f-]{36}:[0-9a-f-]{36}$/);

    const executionArn = await start(aws, machine);
    await aws.home.clock.idle();
    const { events } = await request(aws, 'logs', 'FilterLogEvents', { logGroupName: '/express', filterPattern: '"ExecutionSucceeded"' });
    const line = events
      .map(({ message }: { message: string }) => JSON.parse(message))
      .find((one: any) => one.execution_arn === executionArn);
    expect(JSON.parse(line.details.output).Execution.RedriveCount).toBe(0);
  });

  it('runs versions and aliases, and no machine of the type STANDARD', async () => {
    const aws = await localAws();
    const machine = await express(aws, waiting(1), { publish: true });
    expect((await sync(aws, `${machine}:1`)).stateMachineArn).toBe(machine);
    const standard = await createMachine(aws, waiting(1));
    await expect(sync(aws, standard)).rejects.toMatchObject({ code: 'StateMachineTypeNotSupported' });
  });
});

describe('a machine of the type EXPRESS', () => {
  it('begins anew each time, under the same name too, and tells EventBridge nothing', async () => {
    const aws = await localAws();
    const machine = await express(aws, waiting(1));
    const first = await call(aws, 'StartExecution', { stateMachineArn: machine, name: 'same' });
    const second = await call(aws, 'StartExecution', { stateMachineArn: machine, name: 'same' });
    expect(first.executionArn).not.toBe(second.executionArn);
    await aws.home.clock.idle();
    expect(aws.home.states.executions.size).toBe(0);
    expect(aws.home.events.taken.all.filter(({ source }) => source === 'aws.states')).toEqual([]);
  });

  it('is deleted at once, is listed as what it is, and keeps its type', async () => {
    const aws = await localAws();
    const stateMachineArn = await express(aws, waiting(100));
    await start(aws, stateMachineArn);
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...waiting(2) });
    await call(aws, 'UpdateStateMachine', { stateMachineArn, definition });
    expect((await call(aws, 'ListStateMachines')).stateMachines).toMatchObject([{ type: 'EXPRESS' }]);
    const standard = call(aws, 'CreateStateMachine', { name: 'express-0', definition, roleArn: machineRole });
    await expect(standard).rejects.toMatchObject({ code: 'StateMachineAlreadyExists' });
    await call(aws, 'DeleteStateMachine', { stateMachineArn });
    await expect(call(aws, 'DescribeStateMachine', { stateMachineArn })).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });

  it('is refused a distributed Map, at any depth', async () => {
    const aws = await localAws();
    const states = { P: { Type: 'Pass', End: true } };
    const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
    const M = { Type: 'Map', ItemProcessor: { ProcessorConfig, StartAt: 'P', States: states }, End: true };
    const Parallel = { Type: 'Parallel', Branches: [{ StartAt: 'M', States: { M } }], End: true };
    await expect(express(aws, { StartAt: 'B', States: { B: Parallel } })).rejects.toThrow(
      'Express state machine does not support Distributed Map at /States/B/Branches[0]/States/M/ItemProcessor/ProcessorConfig/Mode',
    );
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'M', States: { M } });
    const validated = await call(aws, 'ValidateStateMachineDefinition', { definition, type: 'EXPRESS' });
    expect(validated).toMatchObject({ result: 'FAIL', diagnostics: [{ location: '/States/M/ItemProcessor/ProcessorConfig/Mode' }] });
  });

  it('is started by tasks: plainly, or as a call of the SDK that is waited for', async () => {
    const aws = await localAws();
    const machine = await express(aws, { StartAt: 'P', States: { P: { Type: 'Pass', Output: { said: 'hello' }, End: true } } });
    const Arguments = { StateMachineArn: machine, Input: '{"a":1}' };
    const plain = await run(aws, { S: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', Arguments, End: true } });
    expect(plain.output.ExecutionArn).toContain(':express:');
    const waited = await run(aws, {
      S: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:startSyncExecution', Arguments, End: true },
    });
    expect(waited.output).toMatchObject({ Status: 'SUCCEEDED', Output: '{"said":"hello"}' });
    const synced = await run(aws, { S: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments, End: true } });
    expect([synced.status, synced.error]).toEqual(['FAILED', 'StepFunctions.InvalidArnException']);
  });
});

describe('a distributed Map of the type EXPRESS', () => {
  const each = (states: object, more: object = {}) => ({
    Type: 'Map',
    Items: '{% $states.input %}',
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'A', States: states },
    Label: 'each',
    End: true,
    ...more,
  });

  it('runs such an execution for each item, which its Map Run lists', async () => {
    const aws = await localAws();
    const doubled = { A: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } };
    const { output, executionArn } = await run(aws, { M: each(doubled) }, [1, 2]);
    expect(output).toEqual([2, 4]);
    const { mapRuns } = await call(aws, 'ListMapRuns', { executionArn });
    const { executions } = await call(aws, 'ListExecutions', { mapRunArn: mapRuns[0].mapRunArn });
    expect(executions.map((one: any) => one.executionArn)).toEqual([expect.stringMatching(/:express:machine-0\/each:/), expect.anything()]);
    const described = await call(aws, 'DescribeExecution', { executionArn: executions[0].executionArn });
    expect(described).toMatchObject({ status: 'SUCCEEDED', mapRunArn: mapRuns[0].mapRunArn });
    const history = call(aws, 'GetExecutionHistory', { executionArn: executions[0].executionArn });
    await expect(history).rejects.toMatchObject({ code: 'InvalidArn' });
    const changes = aws.home.events.taken.all.filter(({ source }) => source === 'aws.states');
    expect(changes).toHaveLength(2);
  });

  it('begins anew those that failed where it is redriven', async () => {
    const aws = await localAws();
    const machine = await createMachine(aws, {
      StartAt: 'M',
      States: { M: each({ A: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } }, { ToleratedFailureCount: 1 }) },
    });
    const { executionArn, status } = await finish(aws, await start(aws, machine, [1, 301, 302]));
    expect(status).toBe('FAILED');
    const before = await counts(aws, executionArn);
    expect(before).toMatchObject({ succeeded: 1, timedOut: 2, total: 3 });
    await call(aws, 'RedriveExecution', { executionArn });
    expect((await finish(aws, executionArn)).status).toBe('FAILED');
    expect(await counts(aws, executionArn)).toMatchObject({ succeeded: 1, timedOut: 2, total: 3, pendingRedrive: 0 });
    const [{ mapRunArn }] = (await call(aws, 'ListMapRuns', { executionArn })).mapRuns;
    expect((await call(aws, 'ListExecutions', { mapRunArn })).executions).toHaveLength(5);
  });

  it('is refused what waits for others', async () => {
    const aws = await localAws();
    const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Arguments: { FunctionName: 'f' }, End: true };
    await expect(createMachine(aws, { StartAt: 'M', States: { M: each({ A: task }) } })).rejects.toThrow(
      "Express state machine does not support '.waitForTaskToken' service integration  at /States/M/ItemProcessor/States/A/Resource",
    );
  });
});

/** How the children of an execution's Map Run stand. */
async function counts(aws: Emulator, executionArn: string): Promise<object> {
  const [{ mapRunArn }] = (await call(aws, 'ListMapRuns', { executionArn })).mapRuns;
  return (await call(aws, 'DescribeMapRun', { mapRunArn })).executionCounts;
}

it('a machine of the type STANDARD goes on as before', async () => {
  const aws = await localAws();
  expect((await finish(aws, await start(aws, await createMachine(aws, waiting(400))))).seconds).toBe(400);
});

it('a function starts it with the SDK as it is, which asks another host for that', async () => {
  const aws = await localAws();
  const machine = await express(aws, { StartAt: 'P', States: { P: { Type: 'Pass', Output: 'hello', End: true } } });
  const sdk = createRequire(import.meta.url).resolve('@aws-sdk/client-sfn');
  const asking = `const { SFNClient, StartSyncExecutionCommand } = require('${sdk}');
exports.handler = async (stateMachineArn) => (await new SFNClient({}).send(new StartSyncExecutionCommand({ stateMachineArn }))).output;`;
  aws.home.lambda.create({
    ...{ name: 'asking', roleArn: 'arn:aws:iam::123456789012:role/asking', handler: 'index.handler', timeoutSeconds: 30 },
    ...{ code: zipSync({ 'index.cjs': strToU8(asking) }), memoryMegabytes: 128, environment: {}, logGroup: '/aws/lambda/asking' },
  });
  const Arguments = { FunctionName: 'asking', Payload: machine };
  const states = {
    F: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { ...Arguments, Payload: JSON.stringify(machine) },
      End: true,
    },
  };
  const { output, cause } = await run(aws, states);
  expect(output?.Payload, cause).toBe('"hello"');
});
