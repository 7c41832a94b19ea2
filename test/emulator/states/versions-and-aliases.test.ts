import { describe, expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, finish, machineRole, start } from './executions.ts';

const call = (aws: Emulator, operation: string, input: object = {}) => request(aws, 'stepfunctions', operation, input);
const saying = (word: string) => ({ StartAt: 'P', States: { P: { Type: 'Pass', Output: word, End: true } } });
const text = (definition: object) => JSON.stringify({ QueryLanguage: 'JSONata', ...definition });
const waiting = (word: string) => ({
  StartAt: 'W',
  States: { W: { Type: 'Wait', Seconds: 60, Next: 'P' }, P: { Type: 'Pass', Output: word, End: true } },
});

/** A machine that says "one" as its first version, and "two" as its second. */
async function published(aws: Emulator): Promise<string> {
  const stateMachineArn = await createMachine(aws, saying('one'));
  await call(aws, 'PublishStateMachineVersion', { stateMachineArn });
  await call(aws, 'UpdateStateMachine', { stateMachineArn, definition: text(saying('two')), publish: true });
  return stateMachineArn;
}

describe('UpdateStateMachine', () => {
  it('leaves executions that run with what they began with', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, waiting('before'));
    const hold = aws.home.clock.hold();
    const executionArn = await start(aws, stateMachineArn);
    const { revisionId } = await call(aws, 'UpdateStateMachine', { stateMachineArn, definition: text(saying('after')) });
    hold.release();
    expect((await finish(aws, executionArn)).output).toBe('before');
    const of = await call(aws, 'DescribeStateMachineForExecution', { executionArn });
    expect([of.definition, of.revisionId]).toEqual([text(waiting('before')), undefined]);
    const next = await finish(aws, await start(aws, stateMachineArn));
    expect(next.output).toBe('after');
    expect((await call(aws, 'DescribeStateMachineForExecution', { executionArn: next.executionArn })).revisionId).toBe(revisionId);
  });

  it('refuses what CreateStateMachine refuses, and what is not there', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, saying('one'));
    const refused = (input: object, code: string) =>
      expect(call(aws, 'UpdateStateMachine', { stateMachineArn, ...input })).rejects.toMatchObject({ code });
    await refused({ definition: '{' }, 'InvalidDefinition');
    await refused({ roleArn: 'role' }, 'InvalidArn');
    await refused({ loggingConfiguration: { level: 'ALL' } }, 'InvalidLoggingConfiguration');
    await refused({ definition: text(saying('two')), versionDescription: 'second' }, 'ValidationException');
    await refused({ stateMachineArn: `${stateMachineArn}x`, roleArn: machineRole }, 'StateMachineDoesNotExist');
    await refused({ stateMachineArn: `${stateMachineArn}/label`, roleArn: machineRole }, 'ValidationException');
    expect((await call(aws, 'DescribeStateMachine', { stateMachineArn })).revisionId).toBe(undefined);
  });

  it('wants the permission to publish of a role that publishes', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, saying('one'));
    const statement = { Effect: 'Allow', Action: ['states:UpdateStateMachine', 'iam:PassRole'], Resource: '*' };
    const asRole = roleWith(aws, statement);
    const definition = text(saying('two'));
    await request(aws, 'stepfunctions', 'UpdateStateMachine', { stateMachineArn, definition }, asRole);
    await expect(
      request(aws, 'stepfunctions', 'UpdateStateMachine', { stateMachineArn, definition, publish: true }, asRole),
    ).rejects.toThrow('states:PublishStateMachineVersion');
  });
});

describe('a version', () => {
  it('is not deleted as a machine is', async () => {
    const aws = await localAws();
    const machine = await published(aws);
    await expect(call(aws, 'DeleteStateMachine', { stateMachineArn: `${machine}:1` })).rejects.toMatchObject({
      code: 'ValidationException',
    });
    expect((await call(aws, 'DescribeStateMachine', { stateMachineArn: `${machine}:1` })).status).toBe('ACTIVE');
  });

  it('runs as it was published', async () => {
    const aws = await localAws();
    const machine = await published(aws);
    await call(aws, 'UpdateStateMachine', { stateMachineArn: machine, definition: text(saying('three')) });
    const outputs = [];
    for (const arn of [`${machine}:1`, `${machine}:2`, machine]) outputs.push((await finish(aws, await start(aws, arn))).output);
    expect(outputs).toEqual(['one', 'two', 'three']);
    await expect(start(aws, `${machine}:3`)).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });

  it('is published of the revision that is asked for alone', async () => {
    const aws = await localAws();
    const stateMachineArn = await createMachine(aws, saying('one'));
    const publish = (revisionId: string) => call(aws, 'PublishStateMachineVersion', { stateMachineArn, revisionId });
    expect((await publish('INITIAL')).stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
    const { revisionId } = await call(aws, 'UpdateStateMachine', { stateMachineArn, definition: text(saying('two')) });
    await expect(publish('INITIAL')).rejects.toThrow(`The current State Machine revision is ${revisionId}.`);
    expect((await publish(revisionId)).stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
  });

  it('goes with its machine, whose executions then cannot be redriven', async () => {
    const aws = await localAws();
    const failing = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken' } } };
    const stateMachineArn = await createMachine(aws, failing, { name: 'gone' });
    await call(aws, 'PublishStateMachineVersion', { stateMachineArn });
    const { executionArn } = await finish(aws, await start(aws, `${stateMachineArn}:1`));
    await call(aws, 'UpdateStateMachine', { stateMachineArn, definition: text(saying('fine')) });
    await call(aws, 'DeleteStateMachine', { stateMachineArn });
    const { redriveStatusReason } = await call(aws, 'DescribeExecution', { executionArn });
    expect(redriveStatusReason).toBe('State machine is in DELETING status');
    await createMachine(aws, saying('new'), { name: 'gone' });
    expect(await call(aws, 'ListStateMachineVersions', { stateMachineArn })).toEqual({ stateMachineVersions: [] });
  });
});

describe('an alias', () => {
  it('is started by tasks and by rules', async () => {
    const aws = await localAws();
    const machine = await published(aws);
    const routingConfiguration = [{ stateMachineVersionArn: `${machine}:1`, weight: 100 }];
    const { stateMachineAliasArn } = await call(aws, 'CreateStateMachineAlias', { name: 'PROD', routingConfiguration });

    const events = { Effect: 'Allow', Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], Resource: '*' };
    const starting = { Effect: 'Allow', Action: 'states:StartExecution', Resource: machine };
    const executions = machine.replace(':stateMachine:', ':execution:');
    const following = { Effect: 'Allow', Action: ['states:DescribeExecution', 'states:StopExecution'], Resource: `${executions}:*` };
    const roleArn = aws.home.iam.putRole({
      roleName: 'parent',
      assumeRolePolicy: {
        Statement: [
          { Effect: 'Allow', Principal: { Service: ['states.amazonaws.com', 'events.amazonaws.com'] }, Action: 'sts:AssumeRole' },
        ],
      },
      policies: [{ policyName: 'own', policyDocument: { Version: '2012-10-17', Statement: [events, starting, following] } }],
    } as never);
    const Resource = 'arn:aws:states:::states:startExecution.sync:2';
    const child = {
      Type: 'Task',
      Resource,
      Arguments: { StateMachineArn: stateMachineAliasArn },
      Output: '{% $states.result.Output %}',
      End: true,
    };
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child } }, { roleArn });
    expect((await finish(aws, await start(aws, outer))).output).toBe('one');

    const rule = { Name: 'deploy', EventPattern: '{"source":["mine"]}' };
    await request(aws, 'events', 'PutRule', rule);
    const Targets = [{ Id: 'alias', Arn: stateMachineAliasArn, RoleArn: roleArn }];
    expect(await request(aws, 'events', 'PutTargets', { Rule: 'deploy', Targets })).toMatchObject({ FailedEntryCount: 0 });
    await request(aws, 'events', 'PutEvents', { Entries: [{ Source: 'mine', DetailType: 'd', Detail: '{}' }] });
    await aws.home.clock.idle();
    expect((await call(aws, 'ListExecutions', { stateMachineArn: stateMachineAliasArn })).executions).toHaveLength(2);
  });

  it('starts its two versions by their weights', async () => {
    const aws = await localAws();
    const machine = await published(aws);
    const routes = (first: number) => [
      { stateMachineVersionArn: `${machine}:1`, weight: first },
      { stateMachineVersionArn: `${machine}:2`, weight: 100 - first },
    ];
    const { stateMachineAliasArn } = await call(aws, 'CreateStateMachineAlias', { name: 'PROD', routingConfiguration: routes(70) });
    const outputs = [];
    for (let count = 0; count < 40; count++) outputs.push((await finish(aws, await start(aws, stateMachineAliasArn))).output);
    const first = outputs.filter((output) => output === 'one').length;
    expect(first).toBeGreaterThan(20);
    expect(first).toBeLessThan(36);
    await call(aws, 'UpdateStateMachineAlias', { stateMachineAliasArn, routingConfiguration: routes(0) });
    expect((await finish(aws, await start(aws, stateMachineAliasArn))).output).toBe('two');
    const { executions } = await call(aws, 'ListExecutions', { stateMachineArn: stateMachineAliasArn });
    expect(executions).toHaveLength(41);
    expect(executions[0]).toMatchObject({ stateMachineAliasArn, stateMachineVersionArn: `${machine}:2`, stateMachineArn: machine });
    expect((await call(aws, 'ListExecutions', { stateMachineArn: `${machine}:1` })).executions).toHaveLength(first);
  });

  it('is listed by the version that it names', async () => {
    const aws = await localAws();
    const machine = await published(aws);
    const alias = (name: string, version: number) =>
      call(aws, 'CreateStateMachineAlias', {
        name,
        routingConfiguration: [{ stateMachineVersionArn: `${machine}:${version}`, weight: 100 }],
      });
    await alias('old', 1);
    await alias('new', 2);
    const { stateMachineAliases } = await call(aws, 'ListStateMachineAliases', { stateMachineArn: `${machine}:2` });
    expect(stateMachineAliases).toMatchObject([{ stateMachineAliasArn: `${machine}:new` }]);
    await expect(alias('none', 3)).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });

  it('is what IAM may be asked about', async () => {
    const aws = await localAws();
    const machine = await published(aws);
    const routingConfiguration = [{ stateMachineVersionArn: `${machine}:1`, weight: 100 }];
    for (const name of ['PROD', 'TEST']) await call(aws, 'CreateStateMachineAlias', { name, routingConfiguration });
    const asRole = roleWith(aws, {
      Effect: 'Allow',
      Action: 'states:StartExecution',
      Resource: machine,
      Condition: { StringEquals: { 'states:StateMachineQualifier': ['TEST', '1'] } },
    });
    const begin = (arn: string) => request(aws, 'stepfunctions', 'StartExecution', { stateMachineArn: arn }, asRole);
    expect((await begin(`${machine}:TEST`)).executionArn).toContain(':execution:');
    expect((await begin(`${machine}:1`)).executionArn).toContain(':execution:');
    await expect(begin(`${machine}:PROD`)).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(begin(machine)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });
});

/** @returns the access key of a role that may do what a statement says */
function roleWith(aws: Emulator, Statement: object): string {
  const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const policies = [{ policyName: 'only', policyDocument: { Statement } }];
  const roleArn = aws.home.iam.putRole({ roleName: 'caller', assumeRolePolicy, policies } as never);
  const { credentials, end } = aws.home.activities.begin(roleArn, 'test');
  onTestFinished(end);
  return credentials.accessKeyId;
}
