import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { asking, epoch } from '../cloudwatch/cloudwatch.ts';
import { createFunction, invoke, lambdaAws, logged, person, zip } from './functions.ts';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
/** Says what it was loaded with, how often it has run, and as what. */
const telling = `const stage = process.env.STAGE; let runs = 0;
  export const handler = async (_, { functionVersion, invokedFunctionArn }) => [stage, ++runs, functionVersion, invokedFunctionArn];`;

const request =
  (aws: Emulator) =>
  (operation: string, input: object = {}): Promise<any> =>
    aws.home.call('lambda', operation, { FunctionName: 'f', ...input }, person);

/** A function with the versions 1 and 2, whose variables differ. */
async function withVersions(source = telling) {
  const aws = await lambdaAws();
  const ask = request(aws);
  createFunction(aws, 'f', source, { environment: { STAGE: 'one' } });
  await ask('PublishVersion');
  await ask('UpdateFunctionConfiguration', { Environment: { Variables: { STAGE: 'two' } } });
  await ask('PublishVersion');
  return { aws, ask };
}

describe('a version', () => {
  it('keeps the code, the variables and the modules that it was published with', async () => {
    const { aws, ask } = await withVersions();
    await ask('UpdateFunctionCode', { ZipFile: Buffer.from(zip({ 'index.mjs': 'export const handler = async () => "three";' })) });
    const run = async (name: string) => (await invoke(aws, name)).payload;
    expect([await run('f:1'), await run('f:1'), await run('f:2'), await run('f')]).toEqual([
      ['one', 1, '1', `${arn}:1`],
      ['one', 2, '1', `${arn}:1`],
      ['two', 1, '2', `${arn}:2`],
      'three',
    ]);
  });

  it('has a number that is not given again, not even to a function that is made anew', async () => {
    const { aws, ask } = await withVersions();
    await ask('DeleteFunction', { Qualifier: '2' });
    expect((await ask('PublishVersion')).Version).toBe('3');
    await ask('DeleteFunction');
    createFunction(aws, 'f', telling);
    await expect(invoke(aws, 'f:1')).rejects.toThrow(`Function not found: ${arn}:1`);
    expect((await ask('PublishVersion')).Version).toBe('4');
  });

  it('is published with new code, and is the one before where the code is the same', async () => {
    const { ask } = await withVersions();
    const update = (source: string) => ask('UpdateFunctionCode', { Publish: true, ZipFile: Buffer.from(zip({ 'index.mjs': source })) });
    expect(await update('export const handler = async () => 3;')).toMatchObject({
      Version: '3',
      FunctionArn: `${arn}:3`,
      State: 'Pending',
    });
    expect(await update('export const handler = async () => 3;')).toMatchObject({ Version: '3', FunctionArn: `${arn}:3`, State: 'Active' });
  });

  it('is listed by pages', async () => {
    const { ask } = await withVersions();
    const { Versions, NextMarker } = await ask('ListVersionsByFunction', { MaxItems: 2 });
    expect(Versions.map((one: { Version: string }) => one.Version)).toEqual(['$LATEST', '1']);
    expect((await ask('ListVersionsByFunction', { MaxItems: 2, Marker: NextMarker })).Versions).toMatchObject([{ Version: '2' }]);
    await expect(ask('ListVersionsByFunction', { Marker: 'x' })).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  });
});

it('variables that a module reads while it is loaded are those that the function has now', async () => {
  const aws = await lambdaAws();
  createFunction(aws, 'f', telling, { environment: { STAGE: 'one' } });
  expect((await invoke(aws, 'f')).payload[0]).toBe('one');
  await request(aws)('UpdateFunctionConfiguration', { Environment: { Variables: { STAGE: 'two' } } });
  expect((await invoke(aws, 'f')).payload[0]).toBe('two');
  await request(aws)('UpdateFunctionCode', { ZipFile: Buffer.from(zip({ 'index.mjs': telling })) });
  expect((await invoke(aws, 'f')).payload[0]).toBe('two');
});

describe('an alias', () => {
  it('runs its version under its own ARN, and another one once it is changed', async () => {
    const { aws, ask } = await withVersions();
    await ask('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    expect((await invoke(aws, `${arn}:live`)).payload).toEqual(['one', 1, '1', `${arn}:live`]);
    await ask('UpdateAlias', { Name: 'live', FunctionVersion: '2' });
    expect(await ask('Invoke', { Qualifier: 'live' })).toMatchObject({ ExecutedVersion: '2' });
  });

  it('sends as much to another version as its weight says, the same for a seed', async () => {
    const drawn = async (seed: number) => {
      const aws = await lambdaAws({ seed });
      const ask = request(aws);
      createFunction(aws, 'f', 'export const handler = async () => 1;');
      await ask('PublishVersion');
      await ask('UpdateFunctionConfiguration', { Description: 'changed' });
      await ask('PublishVersion');
      await ask('CreateAlias', { Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { 2: 0.25 } } });
      const versions: string[] = [];
      for (let count = 0; count < 60; count++) versions.push((await ask('Invoke', { Qualifier: 'live' })).ExecutedVersion);
      return versions;
    };
    const versions = await drawn(1);
    const share = versions.filter((version) => version === '2').length / versions.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.4);
    expect(await drawn(1)).toEqual(versions);
    expect(await drawn(2)).not.toEqual(versions);
  });

  it('keeps its versions from being deleted, is not deleted as a version, and goes with its function', async () => {
    const { aws, ask } = await withVersions();
    await ask('CreateAlias', { Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } } });
    await ask('CreateAlias', { Name: 'old', FunctionVersion: '1' });
    const remove = (Qualifier: string) => ask('DeleteFunction', { Qualifier });
    await expect(remove('1')).rejects.toMatchObject({
      code: 'ResourceConflictException',
      message: 'Unable to delete version because the following aliases reference it: [live, old]',
    });
    await expect(remove('2')).rejects.toMatchObject({ code: 'ResourceConflictException' });
    await expect(remove('live')).rejects.toMatchObject({ message: 'Deletion of aliases is not currently supported.' });
    await ask('DeleteFunction');
    // recorded: localstack's test_function_name_and_qualifier_validation
    await expect(remove('$latest')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: expect.stringMatching(/^Function not found: .*:function:f$/),
    });
    createFunction(aws, 'f', telling);
    expect(await ask('ListAliases')).toEqual({ Aliases: [] });
  });

  it('is a resource of its own for IAM, and so is who may give permissions for it', async () => {
    const { aws, ask } = await withVersions();
    await ask('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    const roleArn = aws.home.iam.putRole({
      roleName: 'caller',
      assumeRolePolicy: { Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' } },
      policies: [
        {
          policyName: 'p',
          policyDocument: {
            Statement: { Effect: 'Allow', Action: ['lambda:InvokeFunction', 'lambda:AddPermission'], Resource: `${arn}:live` },
          },
        },
      ],
    });
    const caller = aws.home.iam.roleCaller(roleArn, 's');
    const as = (operation: string, FunctionName: string, more: object = {}) =>
      aws.home.call('lambda', operation, { FunctionName, ...more }, caller);
    const permission = { StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' };
    await expect(as('Invoke', 'f:live')).resolves.toMatchObject({ StatusCode: 200 });
    await expect(as('AddPermission', 'f:live', permission)).resolves.toBeDefined();
    for (const other of ['f', 'f:1']) {
      await expect(as('Invoke', other)).rejects.toMatchObject({ code: 'AccessDeniedException' });
      await expect(as('AddPermission', other, permission)).rejects.toMatchObject({ code: 'AccessDeniedException' });
    }
  });

  it('is invoked by a rule that its own policy lets in, and loses that policy with itself', async () => {
    const { aws, ask } = await withVersions(
      'export const handler = async (event, { functionVersion }) => console.log(functionVersion, event.detail);',
    );
    const { events, clock } = aws.home;
    const made = { Name: 'live', FunctionVersion: '1' };
    const permission = { StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
    await ask('CreateAlias', made);
    events.rules.put({ name: 'r', eventPattern: { source: ['mine'] }, targets: [{ Id: 'f', Arn: `${arn}:live` }] });
    const emit = async (detail: string) => {
      events.emit({ source: 'mine', detailType: 't', detail });
      await clock.idle();
      return logged(aws, 'f').filter((line) => line.includes('INFO')).length;
    };
    await ask('AddPermission', permission);
    expect(await emit('for the function only')).toBe(0);
    await ask('AddPermission', { ...permission, Qualifier: 'live' });
    expect(await emit('for the alias')).toBe(1);
    await ask('DeleteAlias', { Name: 'live' });
    await ask('CreateAlias', made);
    expect(await emit('for the alias before')).toBe(1);
    expect(events.deliveries.failed.map(({ errorCode }) => errorCode)).toEqual(['NO_PERMISSIONS', 'NO_PERMISSIONS']);
  });

  it('is called by a state machine, by its ARN and by a qualifier', async () => {
    const { aws, ask } = await withVersions();
    await ask('CreateAlias', { Name: 'live', FunctionVersion: '2' });
    const task = (Resource: string, more: object) => ({ Type: 'Task', Resource, ...more });
    const { home } = aws;
    const roleArn = home.iam.putRole({
      roleName: 'm',
      assumeRolePolicy: { Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' } },
      policies: [
        { policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `${arn}:*` } } },
      ],
    });
    const definition = JSON.stringify({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          End: true,
          Branches: [
            { StartAt: 'Own', States: { Own: task(`${arn}:live`, { End: true }) } },
            {
              StartAt: 'Invoke',
              States: {
                Invoke: task('arn:aws:states:::lambda:invoke', {
                  Parameters: { FunctionName: arn, Qualifier: '1' },
                  ResultSelector: { 'version.$': '$.ExecutedVersion', 'arn.$': '$.Payload[3]' },
                  End: true,
                }),
              },
            },
          ],
        },
      },
    });
    await home.call('stepfunctions', 'CreateStateMachine', { name: 'm', roleArn, definition }, person);
    const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
    const { executionArn } = (await home.call('stepfunctions', 'StartExecution', { stateMachineArn }, person)) as { executionArn: string };
    await home.clock.idle();
    const { output } = (await home.call('stepfunctions', 'DescribeExecution', { executionArn }, person)) as { output: string };
    expect(JSON.parse(output)).toEqual([['two', 1, '2', `${arn}:live`], { version: '1', arn: `${arn}:1` }]);
  });

  it('is measured for itself, and by the version that ran', async () => {
    const { aws, ask } = await withVersions();
    await ask('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    await invoke(aws, 'f:live');
    await invoke(aws, 'f:1');
    const sum = async (dimensions: Record<string, string>) => {
      const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      const asked = {
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions,
        StartTime: epoch,
        EndTime: epoch + 3600,
        Period: 3600,
      };
      return (await asking(aws)('GetMetricStatistics', { ...asked, Statistics: ['Sum'] })).Datapoints[0].Sum;
    };
    expect(await sum({ FunctionName: 'f' })).toBe(2);
    expect(await sum({ FunctionName: 'f', Resource: 'f:live' })).toBe(1);
    expect(await sum({ FunctionName: 'f', Resource: 'f:live', ExecutedVersion: '1' })).toBe(1);
  });

  it('tries asynchronous invocations as often and as long as it is configured to', async () => {
    const { aws, ask } = await withVersions('export const handler = async () => { throw new Error("no"); };');
    await ask('CreateAlias', { Name: 'live', FunctionVersion: '1' });
    await ask('PutFunctionEventInvokeConfig', { Qualifier: 'live', MaximumRetryAttempts: 0 });
    await ask('PutFunctionEventInvokeConfig', { Qualifier: '2', MaximumEventAgeInSeconds: 100 });
    const tries = async (Qualifier?: string) => {
      const before = logged(aws, 'f').length;
      await ask('Invoke', { ...(Qualifier && { Qualifier }), InvocationType: 'Event' });
      await aws.home.clock.idle();
      return logged(aws, 'f')
        .slice(before)
        .filter((line) => line.startsWith('REPORT')).length;
    };
    expect([await tries('live'), await tries('2'), await tries('1')]).toEqual([1, 2, 3]);
  });
});
