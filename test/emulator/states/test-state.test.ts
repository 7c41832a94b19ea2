import { describe, expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { machineRole } from './executions.ts';
import { echo, installFunctions, raise } from './functions.ts';

const test = (aws: Emulator, state: object, more: object = {}, accessKeyId?: string) =>
  request(aws, 'stepfunctions', 'TestState', { definition: JSON.stringify({ QueryLanguage: 'JSONata', ...state }), ...more }, accessKeyId);
const testPath = (aws: Emulator, state: object, more: object = {}) =>
  test(aws, { QueryLanguage: 'JSONPath', ...state }, { inspectionLevel: 'DEBUG', ...more });
const inspected = ({ inspectionData }: { inspectionData: Record<string, unknown> }) =>
  Object.fromEntries(Object.entries(inspectionData).map(([name, value]) => [name, typeof value === 'string' ? JSON.parse(value) : value]));
const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const failing = (error: string) => ({ mock: { errorOutput: { error, cause: 'because' } } });

describe('TestState', () => {
  it('calls what the state calls, as its role, and shows what went in and came out', async () => {
    const aws = await localAws();
    await installFunctions(aws, { echo });
    const Arguments = { FunctionName: 'echo', Payload: '{% $states.input %}' };
    const state = { ...invoke, Arguments, Output: '{% $states.result.Payload %}', Next: 'After' };
    const answer = await test(aws, state, { roleArn: machineRole, input: '{"a":1}', inspectionLevel: 'DEBUG' });
    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}', nextState: 'After' });
    expect(inspected(answer)).toMatchObject({
      input: { a: 1 },
      afterArguments: { FunctionName: 'echo', Payload: { a: 1 } },
      result: { Payload: { a: 1 }, StatusCode: 200 },
    });
  });

  it('tells the input and what a mock says as they were written, as far as nothing has changed them', async () => {
    const aws = await localAws();
    const input = '{"payload": {"foo": "bar"}}';
    const Choices = [{ Variable: '$.payload.foo', StringEquals: 'bar', Next: 'Bar' }];
    expect(await testPath(aws, { Type: 'Choice', Choices }, { input })).toMatchObject({ output: input, inspectionData: { input } });
    const paths = { InputPath: '$.payload', Parameters: { data: 1 }, ResultPath: '$.result', OutputPath: '$.result.data' };
    expect(await testPath(aws, { Type: 'Pass', ...paths, Next: 'Another State' }, { input })).toMatchObject({
      output: '1',
      inspectionData: {
        input,
        afterInputPath: '{"foo":"bar"}',
        afterResultPath: '{"payload":{"foo":"bar"},"result":{"data":1}}',
      },
    });
    const [items, result] = ['["fire", "grass"]', '["FIRE", "GRASS"]'];
    const ItemProcessor = { StartAt: 'Each', States: { Each: { Type: 'Pass', End: true } } };
    expect(await testPath(aws, { Type: 'Map', ItemProcessor, End: true }, { input: items, mock: { result } })).toMatchObject({
      output: result,
      inspectionData: { input: items, afterInputPath: items, afterItemsPath: items, afterResultPath: result },
    });
  });

  it('tells what the role may not do, as a failure of the state', async () => {
    const aws = await localAws();
    await installFunctions(aws, { echo });
    const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const roleArn = aws.home.iam.putRole({ roleName: 'narrow', assumeRolePolicy, policies: [] } as never);
    const answer = await test(aws, { ...invoke, Arguments: { FunctionName: 'echo' }, End: true }, { roleArn });
    expect([answer.status, answer.error]).toEqual(['FAILED', 'Lambda.AWSLambdaException']);
    expect(answer.cause).toContain('lambda:InvokeFunction');
  });

  it('takes a role that machines of the account may assume, and no other', async () => {
    const aws = await localAws();
    const trusting = (machines: string) => ({
      Effect: 'Allow',
      Principal: { Service: 'states.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:states:us-east-1:${machines}:stateMachine:*` } },
    });
    const tested = (roleName: string, account: string) => {
      const roleArn = aws.home.iam.putRole({ roleName, assumeRolePolicy: { Statement: [trusting(account)] }, policies: [] } as never);
      return test(aws, { Type: 'Succeed' }, { roleArn });
    };
    expect((await tested('own', '123456789012')).status).toBe('SUCCEEDED');
    await expect(tested('foreign', '210987654321')).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  it('says which Retry or Catch a failure of the task goes to, and waits for neither', async () => {
    const aws = await localAws();
    await installFunctions(aws, { raise });
    const Retry = [{ ErrorEquals: ['Flaky'] }, { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 2, MaxDelaySeconds: 8 }];
    const Catch = [{ ErrorEquals: ['States.ALL'], Assign: { caught: true }, Next: 'Mend' }];
    const state = { ...invoke, Arguments: { FunctionName: 'raise', Payload: { name: 'Broken' } }, Retry, Catch, End: true };
    const before = aws.home.clock.now();
    const retriable = await test(aws, state, { roleArn: machineRole, inspectionLevel: 'DEBUG' });
    expect(retriable).toMatchObject({
      status: 'RETRIABLE',
      inspectionData: { errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 5 } },
    });
    expect(retriable).not.toHaveProperty('output');
    expect(aws.home.clock.now() - before).toBeLessThan(5000);
    const again = await test(aws, state, { ...failing('Broken'), stateConfiguration: { retrierRetryCount: 1 }, inspectionLevel: 'DEBUG' });
    expect(again.inspectionData.errorDetails).toEqual({ retryIndex: 1, retryBackoffIntervalSeconds: 8 });
    const caught = await test(aws, state, { ...failing('Broken'), stateConfiguration: { retrierRetryCount: 2 }, inspectionLevel: 'DEBUG' });
    expect(caught).toMatchObject({ status: 'CAUGHT_ERROR', nextState: 'Mend', error: 'Broken', cause: 'because' });
    expect(JSON.parse(caught.output)).toEqual({ Error: 'Broken', Cause: 'because' });
    expect(inspected(caught)).toMatchObject({ errorDetails: { retryIndex: 1, catchIndex: 0 }, variables: { caught: true } });
  });

  it('tests any state of a machine, and one of a Map with its first item', async () => {
    const aws = await localAws();
    const item = { Type: 'Pass', Output: '{% $states.context.Map.Item %}', End: true };
    const Each = { Type: 'Map', ItemProcessor: { StartAt: 'Item', States: { Item: item } }, End: true };
    const machine = { StartAt: 'Each', States: { Each } };
    const answer = await test(aws, machine, { stateName: 'Item', input: '{"a":1}' });
    expect(JSON.parse(answer.output)).toEqual({ Index: 0, Value: { a: 1 }, Source: 'STATE_DATA' });
  });

  it('knows variables from before, and tells those that the state assigns', async () => {
    const aws = await localAws();
    const state = { Type: 'Choice', Choices: [{ Condition: '{% $n > 1 %}', Assign: { m: '{% $n + 1 %}' }, Next: 'Many' }], Default: 'Few' };
    const answer = await test(aws, state, { variables: '{"n":2}', inspectionLevel: 'DEBUG' });
    expect([answer.status, answer.nextState, inspected(answer).variables]).toEqual(['SUCCEEDED', 'Many', { n: 2, m: 3 }]);
    expect((await test(aws, state, { variables: '{"n":1}' })).nextState).toBe('Few');
    const unknown = await test(aws, state);
    expect([unknown.status, unknown.error]).toEqual(['FAILED', 'States.QueryEvaluationError']);
  });

  it('waits in virtual time, for five minutes at most', async () => {
    const aws = await localAws();
    const wait = (Seconds: number) => test(aws, { Type: 'Wait', Seconds, End: true }, { input: '{"a":1}' });
    const before = aws.home.clock.now();
    expect(await wait(299)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
    expect(aws.home.clock.now() - before).toBe(299_000);
    expect(await wait(301)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(aws.home.clock.now() - before).toBe(599_000);
  });

  it('takes a context object, with a token where the task has one', async () => {
    const aws = await localAws();
    const task = { ...invoke, Arguments: { FunctionName: 'f', Payload: '{% $states.context %}' }, End: true };
    const waiting = { ...task, Resource: `${invoke.Resource}.waitForTaskToken` };
    const mock = { result: '{}' };
    const context = JSON.stringify({ State: { Name: 'Mine' }, Task: { Token: 'abc' } });
    const answer = await test(aws, waiting, { mock, context, inspectionLevel: 'DEBUG' });
    expect(inspected(answer).afterArguments).toMatchObject({ Payload: JSON.parse(context) });
    const token = { context: JSON.stringify({ Task: { Token: 'abc' } }) };
    await expect(test(aws, task, { mock, ...token })).rejects.toThrow("contains 'Task' when state is not a Task state with a '.sync'");
    await expect(test(aws, task, { roleArn: machineRole, ...token })).rejects.toMatchObject({ code: 'ValidationException' });
    const own = await test(aws, waiting, { mock, inspectionLevel: 'DEBUG' });
    expect(inspected(own).afterArguments).toMatchObject({ Payload: { Task: { Token: expect.stringContaining('AQCw') } } });
  });

  it('shows what a Map makes of its items, and counts its failures', async () => {
    const aws = await localAws();
    const state = {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemSelector: { n: '{% $states.context.Map.Item.Value * 2 %}' },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ToleratedFailurePercentage: 50,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'P',
        States: { P: { Type: 'Pass', End: true } },
      },
      End: true,
    };
    const input = '[1,2,3]';
    const failed = (mapIterationFailureCount: number) =>
      test(aws, state, {
        input,
        mock: { result: '["a","b"]' },
        stateConfiguration: { mapIterationFailureCount },
        inspectionLevel: 'DEBUG',
      });
    const answer = await failed(1);
    expect([answer.status, answer.output]).toEqual(['SUCCEEDED', '["a","b"]']);
    expect(inspected(answer)).toMatchObject({
      afterItemSelector: [{ n: 2 }, { n: 4 }, { n: 6 }],
      afterItemBatcher: [{ Items: [{ n: 2 }, { n: 4 }] }, { Items: [{ n: 6 }] }],
      maxConcurrency: 0,
      toleratedFailurePercentage: 50,
    });
    expect(await failed(2)).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  });

  it('shows in JSONPath what a called task is given and what comes of it', async () => {
    const aws = await localAws();
    await installFunctions(aws, { echo });
    const Parameters = { FunctionName: 'echo', 'Payload.$': '$.b' };
    const ways = { InputPath: '$.a', ResultSelector: { 'got.$': '$.Payload' }, ResultPath: '$.result', OutputPath: '$.result.got' };
    const state = { ...invoke, ...ways, Parameters, Assign: { 'v.$': '$.got' }, End: true };
    const answer = await testPath(aws, state, { roleArn: machineRole, input: '{"a":{"b":[1]}}' });
    expect([answer.status, answer.output]).toEqual(['SUCCEEDED', '[1]']);
    expect(inspected(answer)).toMatchObject({
      input: { a: { b: [1] } },
      afterInputPath: { b: [1] },
      afterParameters: { FunctionName: 'echo', Payload: [1] },
      result: { Payload: [1], StatusCode: 200 },
      afterResultSelector: { got: [1] },
      afterResultPath: { a: { b: [1] }, result: { got: [1] } },
      variables: { v: [1] },
    });
  });

  it('shows in JSONPath how far a state came that fails, and tells why without its place', async () => {
    const aws = await localAws();
    const state = { ...invoke, InputPath: '$.a', Parameters: { FunctionName: 'f', 'Payload.$': '$.none' }, End: true };
    const answer = await testPath(aws, state, { input: '{"a":{}}', mock: { result: '{}' } });
    expect([answer.status, answer.error]).toEqual(['FAILED', 'States.Runtime']);
    expect(answer.cause).toMatch(/^The JSONPath '\$\.none' specified for the field 'Payload\.\$' could not be found/);
    expect(inspected(answer)).toEqual({ input: { a: {} }, afterInputPath: {} });
    const Catch = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.e', Next: 'Mend' }];
    const caught = await testPath(
      aws,
      { ...invoke, Parameters: { FunctionName: 'f' }, Catch, End: true },
      { input: '{"a":1}', ...failing('Broken') },
    );
    expect([caught.status, caught.nextState]).toEqual(['CAUGHT_ERROR', 'Mend']);
    expect(JSON.parse(caught.output)).toEqual({ a: 1, e: { Error: 'Broken', Cause: 'because' } });
    expect(inspected(caught)).toEqual({
      input: { a: 1 },
      afterInputPath: { a: 1 },
      afterParameters: { FunctionName: 'f' },
      errorDetails: { catchIndex: 0 },
    });
  });

  it('shows in JSONPath what a Wait waits on', async () => {
    const aws = await localAws();
    const answer = await testPath(aws, { Type: 'Wait', InputPath: '$.a', SecondsPath: '$.s', End: true }, { input: '{"a":{"s":3}}' });
    expect([answer.output, inspected(answer)]).toEqual(['{"s":3}', { input: { a: { s: 3 } }, afterInputPath: { s: 3 } }]);
  });

  it.each(['ItemSelector', 'Parameters'])('shows in JSONPath what a Map makes of its items with %s', async (selector) => {
    const aws = await localAws();
    const state = {
      Type: 'Map',
      ItemsPath: '$.items',
      [selector]: { 'n.$': '$$.Map.Item.Value', 'all.$': '$.most' },
      ItemBatcher: { MaxItemsPerBatchPath: '$.most' },
      MaxConcurrencyPath: '$.most',
      ToleratedFailureCountPath: '$.most',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'P',
        States: { P: { Type: 'Pass', End: true } },
      },
      ResultPath: null,
      End: true,
    };
    const answer = await testPath(aws, state, { input: '{"items":[1,2,3],"most":2}', mock: { result: '["a","b"]' } });
    const input = { items: [1, 2, 3], most: 2 };
    const items = input.items.map((n) => ({ n, all: 2 }));
    expect(inspected(answer)).toEqual({
      input,
      afterInputPath: input,
      afterItemsPath: input.items,
      afterItemSelector: items,
      afterItemBatcher: [{ Items: items.slice(0, 2) }, { Items: items.slice(2) }],
      maxConcurrency: 2,
      toleratedFailureCount: 2,
      afterResultSelector: ['a', 'b'],
      afterResultPath: input,
    });
    expect(JSON.parse(answer.output)).toEqual(input);
  });

  it('reads what a reader would find, as it stands there', async () => {
    const aws = await localAws();
    const mapped = (ReaderConfig: object, mapItemReaderData: string) =>
      testPath(
        aws,
        {
          Type: 'Map',
          ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', 'Key.$': '$.key' }, ReaderConfig },
          ItemSelector: { 'v.$': '$$.Map.Item.Value', 'from.$': '$$.Map.Item.Source' },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'P',
            States: { P: { Type: 'Pass', End: true } },
          },
          End: true,
        },
        { input: '{"key":"k"}', mock: { result: '[]' }, stateConfiguration: { mapItemReaderData } },
      );
    const from = 'S3://b/k';
    const json = inspected(await mapped({ InputType: 'JSON', ItemsPointer: '/a/list', MaxItems: 1 }, '{"a":{"list":[1,2]}}'));
    expect(json).toMatchObject({ afterItemsPointer: [1, 2], afterItemSelector: [{ v: 1, from }] });
    const csv = inspected(await mapped({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }, 'a,b\n1,2'));
    expect(csv.afterItemSelector).toEqual([{ v: { a: '1', b: '2' }, from }]);
    expect(csv).not.toHaveProperty('afterItemsPointer');
    expect(await mapped({ InputType: 'JSON' }, '{"a":1}')).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  it('takes from the input what a reader would find, where ItemsPath says so', async () => {
    const aws = await localAws();
    const state = {
      Type: 'Map',
      ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', Key: 'k' }, ReaderConfig: { InputType: 'JSON' } },
      ItemsPath: '$.orders',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'P',
        States: { P: { Type: 'Pass', End: true } },
      },
      End: true,
    };
    const answer = await testPath(aws, state, { input: '{"orders":[1,2]}', mock: { result: '[]' } });
    expect(inspected(answer).afterItemsPath).toEqual([1, 2]);
  });

  it('holds the mock of a job against the answer to how it stands', async () => {
    const aws = await localAws();
    const state = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: 'm' },
      End: true,
    };
    const mocked = (result: object) => test(aws, state, { mock: { result: JSON.stringify(result) } });
    await expect(mocked({ ExecutionArn: 'e', StartDate: 'now' })).rejects.toThrow("Required field 'StateMachineArn' is missing");
    const described = { ExecutionArn: 'e', StateMachineArn: 'm', Status: 'SUCCEEDED', StartDate: 'now' };
    expect((await mocked(described)).output).toBe(JSON.stringify(described));
  });

  it('wants a mock for what waits for others, and nothing of mocks without one', async () => {
    const aws = await localAws();
    const refused = (state: object, more: object, why: string) =>
      expect(test(aws, state, { roleArn: machineRole, ...more })).rejects.toMatchObject({
        code: 'ValidationException',
        message: expect.stringContaining(why),
      });
    await refused(
      { ...invoke, Resource: `${invoke.Resource}.waitForTaskToken`, Arguments: { FunctionName: 'f' }, End: true },
      {},
      'waitForTaskToken',
    );
    await refused({ Type: 'Task', Resource: 'arn:aws:states:us-east-1:123456789012:activity:a', End: true }, {}, 'Activity');
    await refused({ Type: 'Succeed' }, { stateConfiguration: { retrierRetryCount: 1 } }, 'RetrierRetryCount');
    await refused({ Type: 'Succeed' }, { context: '{}' }, 'Context');
    await refused({ Type: 'Succeed' }, { variables: '[]' }, 'Variables must be a JSON object');
    await expect(test(aws, { Type: 'Succeed' }, { roleArn: 'role' })).rejects.toMatchObject({ code: 'InvalidArn' });
    await expect(test(aws, { Type: 'Succeed' }, { input: '{' })).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
    expect(await test(aws, { Type: 'Succeed' })).toEqual({ status: 'SUCCEEDED', output: '{}' });
  });

  it('asks for the permission to pass a role, and to reveal secrets, where it takes them', async () => {
    const aws = await localAws();
    const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const Statement = { Effect: 'Allow', Action: 'states:TestState', Resource: '*' };
    const policies = [{ policyName: 'only', policyDocument: { Statement } }];
    const caller = aws.home.iam.putRole({ roleName: 'tester', assumeRolePolicy, policies } as never);
    const { credentials, end } = aws.home.activities.begin(caller, 'test');
    onTestFinished(end);
    const asRole = (more: object) => test(aws, { Type: 'Succeed' }, more, credentials.accessKeyId);
    expect((await asRole({})).status).toBe('SUCCEEDED');
    await expect(asRole({ roleArn: machineRole })).rejects.toThrow('iam:PassRole');
    await expect(asRole({ revealSecrets: true })).rejects.toThrow('states:RevealSecrets');
  });
});
