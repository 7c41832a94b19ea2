import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
  ListAliasesCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { connection } from '../../local-aws.ts';
import { invoke, lambdaAws, zip } from './functions.ts';

const FunctionName = 'f';
const Role = 'arn:aws:iam::123456789012:role/f';
const answering = (value: string) => zip({ 'index.mjs': `export const handler = async () => ${value};` });
const trust = { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } };
const wanted: CreateFunctionCommandInput = {
  ...{ FunctionName, Role, Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: answering('process.env.NAME ?? 1') } },
};

async function withFunction(rest: Partial<CreateFunctionCommandInput> = {}) {
  const aws = await lambdaAws();
  const lambda = new LambdaClient(connection(aws));
  const made = await lambda.send(new CreateFunctionCommand({ ...wanted, ...rest }));
  return { aws, lambda, made };
}

/** A client of a role that may do these. */
function clientOf(aws: Emulator, Action: string[]): LambdaClient {
  const roleArn = aws.home.iam.putRole({
    roleName: 'deployer',
    assumeRolePolicy: trust,
    policies: [{ policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action, Resource: '*' } } }],
  });
  return new LambdaClient(connection(aws, aws.home.kernel.sessions.begin({ roleArn, sessionName: 's' }, 3600).credentials));
}

describe('a function made by the API', () => {
  it('runs, and what is changed of it runs then, until it is deleted', async () => {
    const { aws, lambda, made } = await withFunction({ Tags: { team: 'payments' }, Architectures: ['arm64'] });
    expect(made).toMatchObject({ State: 'Pending', Timeout: 3, MemorySize: 128, Architectures: ['arm64'] });
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 10 }, { FunctionName });
    expect((await invoke(aws, FunctionName)).payload).toBe(1);
    const Environment = { Variables: { NAME: 'a' } };
    const configured = await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment, Timeout: 9 }));
    expect(configured).toMatchObject({ LastUpdateStatus: 'InProgress', Environment, Timeout: 9, MemorySize: 128 });
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 10 }, { FunctionName });
    expect((await invoke(aws, FunctionName)).payload).toBe('a');
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: answering('2') }));
    expect((await invoke(aws, FunctionName)).payload).toBe(2);
    expect(await lambda.send(new GetFunctionCommand({ FunctionName }))).toMatchObject({
      Configuration: { Environment, Timeout: 9 },
      Tags: { team: 'payments' },
    });
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await expect(lambda.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([
    [
      { Timeout: 901 },
      'ValidationException',
      "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [{ MemorySize: 10_241 }, 'InvalidParameterValueException', 'Member must have value less than or equal to 10240'],
  ])('has limits: %o', async (beyond, name, message) => {
    const refused = { name, message: expect.stringContaining(message) };
    await expect(withFunction(beyond)).rejects.toMatchObject(refused);
    const { lambda } = await withFunction();
    await expect(lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...beyond }))).rejects.toMatchObject(refused);
  });

  // localstack's snapshots of TestLambdaTags and TestLambdaTag, November 2025
  it('has tags of its own, and none of a version', async () => {
    const { lambda, made } = await withFunction({ Tags: { key_a: 'value_a' } });
    const Resource = made.FunctionArn!;
    const tags = async () => (await lambda.send(new ListTagsCommand({ Resource }))).Tags;
    await lambda.send(new TagResourceCommand({ Resource, Tags: { key_b: 'value_b', key_c: 'value_c' } }));
    await lambda.send(new TagResourceCommand({ Resource, Tags: { key_c: 'value_x' } }));
    expect(await tags()).toEqual({ key_a: 'value_a', key_b: 'value_b', key_c: 'value_x' });
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['key_a', 'key_b', 'none'] }));
    expect(await tags()).toEqual({ key_c: 'value_x' });
    const fifty = Object.fromEntries([...Array(50).keys()].map((n) => [`${n}_key`, `${n}_value`]));
    const tooMany = { name: 'InvalidParameterValueException', message: 'Number of tags exceeds resource tag limit.' };
    const ofVersion = 'Tags on function aliases and versions are not supported. Please specify a function ARN.';
    for (const [given, refused] of [
      [{ Resource, Tags: fifty }, tooMany],
      [
        { Resource, Tags: {} },
        { name: 'InvalidParameterValueException', message: 'An error occurred and the request cannot be processed.' },
      ],
      [
        { Resource: `${Resource}:$LATEST`, Tags: fifty },
        { name: 'InvalidParameterValueException', message: ofVersion },
      ],
      [
        { Resource: `${Resource}x`, Tags: fifty },
        { name: 'ResourceNotFoundException', message: `Function not found: ${Resource}x` },
      ],
      [{ Resource: 'arn:aws:something', Tags: fifty }, { name: 'ValidationException' }],
    ] as const)
      await expect(lambda.send(new TagResourceCommand(given))).rejects.toMatchObject(refused);
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['key_c'] }));
    expect(await tags()).toEqual({});
    await expect(withFunction({ Tags: { ...fifty, more: '' } })).rejects.toMatchObject(tooMany);
  });

  it('is the only version of itself, without aliases', async () => {
    const { lambda, made } = await withFunction();
    const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions).toMatchObject([{ FunctionName, Version: '$LATEST', FunctionArn: `${made.FunctionArn}:$LATEST` }]);
    expect(Versions![0]).not.toHaveProperty('State');
    expect((await lambda.send(new ListAliasesCommand({ FunctionName }))).Aliases).toEqual([]);
    for (const command of [new ListVersionsByFunctionCommand({ FunctionName: 'none' }), new ListAliasesCommand({ FunctionName: 'none' })])
      await expect(lambda.send(command as ListAliasesCommand)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('is changed by whom knows how it stands', async () => {
    const { lambda, made } = await withFunction();
    const change = (RevisionId: string) => lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 4, RevisionId }));
    // to be Active makes a revision of it
    await expect(change(made.RevisionId!)).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    const active = await lambda.send(new GetFunctionCommand({ FunctionName }));
    await change(active.Configuration!.RevisionId!);
    await expect(change(active.Configuration!.RevisionId!)).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    const permission = { FunctionName, StatementId: 'one', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
    await lambda.send(new AddPermissionCommand(permission));
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
    await change(Configuration!.RevisionId!);
    await expect(change(Configuration!.RevisionId!)).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  });

  it('is there once', async () => {
    const { lambda } = await withFunction();
    await expect(lambda.send(new CreateFunctionCommand(wanted))).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });

  it('is invoked by a service that a permission lets in', async () => {
    const { aws, lambda, made } = await withFunction();
    const { resourcePolicies } = aws.home.iam;
    const source = 'arn:aws:events:us-east-1:123456789012:rule/r';
    const denied = () => resourcePolicies.denial('events.amazonaws.com', 'lambda:InvokeFunction', made.FunctionArn!, source) !== undefined;
    expect(denied()).toBe(true);
    const permission = { FunctionName, StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
    await lambda.send(new AddPermissionCommand({ ...permission, SourceArn: source }));
    expect(denied()).toBe(false);
    await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 'rule' }));
    expect(denied()).toBe(true);
  });

  it.each([
    ['is not there', undefined, 'python3, which is not there'],
    ['is none', '/bin/true', '/bin/true, which is Python 0.0'],
  ])('is refused for Python where that %s', async (_, program, why) => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('PYTHON', program);
    onTestFinished(() => void vi.unstubAllEnvs());
    const aws = await lambdaAws();
    const made = new LambdaClient(connection(aws)).send(new CreateFunctionCommand({ ...wanted, Runtime: 'python3.13' }));
    const message = `Runtime python3.13: functions of Python are run by this machine's ${why}. Install Python 3.9 or later`;
    await expect(made).rejects.toMatchObject({ name: 'InvalidParameterValueException', message: expect.stringContaining(message) });
  });

  it.each([
    [{ Runtime: 'python3.8' }, 'Runtime python3.8: not emulated'],
    [
      { Runtime: 'nodejs14.x' },
      'The runtime parameter of nodejs14.x is no longer supported for creating or updating AWS Lambda functions.',
    ],
    [{ Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:l:1'] }, 'Layers of a function: not emulated'],
    [{ VpcConfig: { SubnetIds: ['subnet-0aaa1111aaa1111aa'] } }, 'VpcConfig of a function: not emulated'],
    [{ PackageType: 'Image', Code: { ImageUri: 'x' } }, 'images and encrypted zips are not emulated'],
    [{ Environment: { Variables: { NAME: 'x'.repeat(4096) } } }, 'exceeded the 4KB limit'],
    [
      { Environment: { Variables: { AWS_REGION: 'x', NAME: 'x', LAMBDA_TASK_ROOT: 'y' } } },
      'Reserved keys used in this request: AWS_REGION, LAMBDA_TASK_ROOT',
    ],
  ] as const)('is refused what is not emulated or too much (%#)', async (rest, message) => {
    const aws = await lambdaAws();
    const made = new LambdaClient(connection(aws)).send(new CreateFunctionCommand({ ...wanted, ...(rest as object) }));
    await expect(made).rejects.toMatchObject({ name: 'InvalidParameterValueException', message: expect.stringContaining(message) });
    expect(aws.home.lambda.functions.size).toBe(0);
  });

  it('has a role that Lambda may assume and its maker may pass, and code that its maker may read', async () => {
    const aws = await lambdaAws();
    aws.home.iam.putRole({
      roleName: 'f',
      assumeRolePolicy: JSON.parse(JSON.stringify(trust).replace('lambda', 'ecs-tasks')),
      policies: [],
    });
    const asPerson = new LambdaClient(connection(aws)).send(new CreateFunctionCommand(wanted));
    await expect(asPerson).rejects.toThrow('The role defined for the function cannot be assumed by Lambda.');
    aws.home.iam.putRole({ roleName: 'f', assumeRolePolicy: trust, policies: [] });
    const make = (actions: string[], Code = wanted.Code) =>
      clientOf(aws, ['lambda:*', ...actions]).send(new CreateFunctionCommand({ ...wanted, Code }));
    await expect(make([])).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') });
    aws.home.s3
      .createBucket('bundles')
      .objects.put({ key: 'f.zip', body: Buffer.from(answering('3')), etag: '"x"', metadata: {}, checksum: {} });
    const code = { S3Bucket: 'bundles', S3Key: 'f.zip' };
    await expect(make(['iam:PassRole'], code)).rejects.toThrow('S3 Error Code: AccessDenied');
    await make(['iam:PassRole', 's3:GetObject'], code);
    expect((await invoke(aws, FunctionName)).payload).toBe(3);
  });

  it('is as it was changed, or gone, where another code of it takes a while to be read', async () => {
    const { aws, lambda } = await withFunction();
    const { objects } = aws.home.s3.createBucket('bundles');
    objects.put({ key: 'f.zip', body: Buffer.from(answering('process.env.NAME')), etag: '"x"', metadata: {}, checksum: {} });
    const updated = (meanwhile: () => Promise<unknown>) => {
      aws.home.faults.inject({ operation: 's3:GetObject', answeredAfterSeconds: 5 });
      const update = lambda.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: 'bundles', S3Key: 'f.zip' }));
      aws.home.clock.after('drive', 1, 'meanwhile', () => void meanwhile());
      return update;
    };
    const Environment = { Variables: { NAME: 'a' } };
    await updated(() => lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment })));
    expect((await invoke(aws, FunctionName)).payload).toBe('a');
    await expect(updated(() => lambda.send(new DeleteFunctionCommand({ FunctionName })))).rejects.toThrow('Function not found');
    expect(aws.home.lambda.functions.size).toBe(0);
  });
});
