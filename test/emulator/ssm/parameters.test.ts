import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  type ParameterStringFilter,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

async function account() {
  const aws = await localAws();
  return { ssm: aws.home.ssm, client: new SSMClient(connection(aws)) };
}

describe('a parameter', () => {
  it('keeps its versions and is found by name, ARN and version', async () => {
    const { client } = await account();
    await client.send(new PutParameterCommand({ Name: '/hsm/anchor', Value: 'one', Type: 'String' }));
    const put = await client.send(new PutParameterCommand({ Name: '/hsm/anchor', Value: 'two', Overwrite: true }));
    expect(put).toMatchObject({ Version: 2, Tier: 'Standard' });
    const { Parameter } = await client.send(new GetParameterCommand({ Name: '/hsm/anchor' }));
    expect(Parameter).toMatchObject({
      Value: 'two',
      Version: 2,
      Type: 'String',
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/hsm/anchor',
      LastModifiedDate: new Date('2026-01-05T09:00:00Z'),
    });
    expect((await client.send(new GetParameterCommand({ Name: Parameter!.ARN! }))).Parameter!.Value).toBe('two');
    const old = await client.send(new GetParameterCommand({ Name: '/hsm/anchor:1' }));
    expect(old.Parameter).toMatchObject({ Value: 'one', Selector: ':1' });
  });

  it('shows a SecureString only decrypted', async () => {
    const { client } = await account();
    await client.send(new PutParameterCommand({ Name: 'pin', Value: 'secret', Type: 'SecureString' }));
    expect((await client.send(new GetParameterCommand({ Name: 'pin' }))).Parameter!.Value).not.toContain('secret');
    expect((await client.send(new GetParameterCommand({ Name: 'pin', WithDecryption: true }))).Parameter!.Value).toBe('secret');
  });

  it('is fetched with others, and those that are not there are named', async () => {
    const { client, ssm } = await account();
    ssm.putParameter('a', '1');
    ssm.putParameter('b', '2', 'StringList');
    const { Parameters, InvalidParameters } = await client.send(new GetParametersCommand({ Names: ['a', 'none', 'b', 'b:7'] }));
    expect(Parameters!.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(InvalidParameters).toEqual(['none', 'b:7']);
  });

  it.each(['/aws/service/ami-amazon-linux-latest/any', 'arn:aws:ssm:us-east-1::parameter/aws/service/any'])(
    'of AWS itself is refused by name: %s',
    async (name) => {
      const { client } = await account();
      const refused = `${name}: public parameters are not emulated`;
      await expect(client.send(new GetParameterCommand({ Name: name }))).rejects.toThrow(refused);
      await expect(client.send(new GetParametersCommand({ Names: [name] }))).rejects.toThrow(refused);
    },
  );

  it.each([
    ['ParameterNotFound', new GetParameterCommand({ Name: 'none' })],
    ['ParameterVersionNotFound', new GetParameterCommand({ Name: 'a:9' })],
    ['ParameterAlreadyExists', new PutParameterCommand({ Name: 'a', Value: '2', Type: 'String' })],
    ['ValidationException', new PutParameterCommand({ Name: 'new', Value: '2' })],
    ['ValidationException', new PutParameterCommand({ Name: 'a b', Value: '2', Type: 'String' })],
    ['HierarchyLevelLimitExceededException', new PutParameterCommand({ Name: '/a'.repeat(16), Value: '2', Type: 'String' })],
    ['ValidationException', new PutParameterCommand({ Name: 'new', Value: 'x'.repeat(4097), Type: 'String' })],
    ['ParameterPatternMismatchException', new PutParameterCommand({ Name: 'new', Value: 'x', Type: 'String', AllowedPattern: '\\d+' })],
  ])('refuses with %s', async (name, command) => {
    const { client, ssm } = await account();
    ssm.putParameter('a', '1');
    await expect(client.send(command as GetParameterCommand)).rejects.toMatchObject({ name });
  });
});

describe('a version of a parameter', () => {
  const Name = '/a/door';
  async function withVersions(count: number) {
    const { client, ssm } = await account();
    for (let version = 1; version <= count; version++) ssm.putParameter(Name, `${version}`);
    const label = (ParameterVersion: number, ...Labels: string[]) =>
      client.send(new LabelParameterVersionCommand({ Name, ParameterVersion, Labels }));
    const read = async (selector: string) => (await client.send(new GetParameterCommand({ Name: `${Name}:${selector}` }))).Parameter;
    return { client, label, read };
  }

  it('is found by its labels, which go to another when that one gets them', async () => {
    const { client, label, read } = await withVersions(2);
    expect(await label(1, 'prod', '1st', 'aws-x', 'a b')).toMatchObject({ InvalidLabels: ['1st', 'aws-x', 'a b'], ParameterVersion: 1 });
    expect(await read('prod')).toMatchObject({ Value: '1', Selector: ':prod' });
    const labelled = new GetParametersByPathCommand({ Path: '/a', ParameterFilters: [{ Key: 'Label', Values: ['prod'] }] });
    expect((await client.send(labelled)).Parameters).toMatchObject([{ Name, Value: '1' }]);
    expect(await client.send(new LabelParameterVersionCommand({ Name, Labels: ['prod'] }))).toMatchObject({ ParameterVersion: 2 });
    expect(await read('prod')).toMatchObject({ Value: '2' });
    expect((await client.send(labelled)).Parameters).toMatchObject([{ Name, Value: '2' }]);
    const unlabel = new UnlabelParameterVersionCommand({ Name, ParameterVersion: 2, Labels: ['prod', 'test'] });
    expect(await client.send(unlabel)).toMatchObject({ RemovedLabels: ['prod'], InvalidLabels: ['test'] });
    await expect(read('prod')).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
      message: `Systems Manager could not find version prod of ${Name}. Verify the version and try again.`,
    });
  });

  it('has ten labels at most, and goes after a hundred others only without one', async () => {
    const { client, label } = await withVersions(100);
    await label(1, ...[...Array(10).keys()].map((n) => `label${n}`));
    await expect(label(1, 'more')).rejects.toMatchObject({
      name: 'ParameterVersionLabelLimitExceeded',
      message: 'A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.',
    });
    await expect(label(101, 'more')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
    const put = () => client.send(new PutParameterCommand({ Name, Value: 'next', Overwrite: true }));
    await expect(put()).rejects.toMatchObject({ name: 'ParameterMaxVersionLimitExceeded' });
    await label(2, ...[...Array(10).keys()].map((n) => `label${n}`));
    expect(await put()).toMatchObject({ Version: 101 });
  });
});

describe("a parameter's tags", () => {
  const on = { ResourceType: 'Parameter' as const, ResourceId: '/a/door' };
  const Tags = [{ Key: 'team', Value: 'doors' }];

  it('are put with it, added and removed, and found by', async () => {
    const { client, ssm } = await account();
    ssm.putParameter('other', 'x');
    await client.send(new PutParameterCommand({ Name: '/a/door', Value: 'x', Type: 'String', Tags }));
    await client.send(new AddTagsToResourceCommand({ ...on, Tags: [{ Key: 'stage', Value: 'dev' }] }));
    await client.send(new RemoveTagsFromResourceCommand({ ...on, TagKeys: ['stage'] }));
    expect((await client.send(new ListTagsForResourceCommand(on))).TagList).toEqual(Tags);
    const found = async (...ParameterFilters: ParameterStringFilter[]) =>
      (await client.send(new DescribeParametersCommand({ ParameterFilters }))).Parameters!.map(({ Name }) => Name);
    expect(await found({ Key: 'tag:team' })).toEqual(['/a/door']);
    expect(await found({ Key: 'tag:team', Values: ['doors'] })).toEqual(['/a/door']);
    expect(await found({ Key: 'tag:team', Values: ['windows'] })).toEqual([]);
    expect(await found({ Key: 'tag:valueOf' })).toEqual([]);
  });

  it.each([
    ['ValidationException', new PutParameterCommand({ Name: '/a/door', Value: 'y', Overwrite: true, Tags })],
    ['InvalidResourceId', new ListTagsForResourceCommand({ ...on, ResourceId: '/none' })],
    ['InvalidResourceType', new ListTagsForResourceCommand({ ...on, ResourceType: 'Document' })],
    ['ValidationException', new AddTagsToResourceCommand({ ...on, Tags: [{ Key: 'aws:x', Value: '' }] })],
    ['TooManyTagsError', new AddTagsToResourceCommand({ ...on, Tags: [...Array(51).keys()].map((n) => ({ Key: `k${n}`, Value: '' })) })],
  ])('are refused with %s', async (name, command) => {
    const { client, ssm } = await account();
    ssm.putParameter('/a/door', 'x');
    await expect(client.send(command as ListTagsForResourceCommand)).rejects.toMatchObject({ name });
  });
});

describe('a list of parameters', () => {
  async function hierarchy() {
    const { client, ssm } = await account();
    for (const name of ['top', '/top2', '/a/one', '/a/b/two', '/ab/three']) ssm.putParameter(name, name);
    const put = { Name: '/a/pin', Value: 'x', Type: 'SecureString' as const, Description: 'for the door', Tier: 'Advanced' as const };
    await client.send(new PutParameterCommand({ ...put, AllowedPattern: 'x|y' }));
    return { client, ssm };
  }

  it.each([
    ['/', false, ['/top2', 'top']],
    ['/', true, ['/a/b/two', '/a/one', '/a/pin', '/ab/three', '/top2', 'top']],
    ['/a', false, ['/a/one', '/a/pin']],
    ['/a/', true, ['/a/b/two', '/a/one', '/a/pin']],
    ['/a/one', true, []],
  ])('is of the hierarchy %s, recursive %s', async (Path, Recursive, names) => {
    const { client } = await hierarchy();
    const { Parameters } = await client.send(new GetParametersByPathCommand({ Path, Recursive }));
    expect(Parameters!.map(({ Name }) => Name)).toEqual(names);
  });

  it('comes by pages, with secrets only where they are asked for', async () => {
    const { client } = await hierarchy();
    const byType = [{ Key: 'Type', Values: ['SecureString'] }];
    const pin = async (WithDecryption: boolean) =>
      (await client.send(new GetParametersByPathCommand({ Path: '/a', ParameterFilters: byType, WithDecryption }))).Parameters![0]!;
    expect(await pin(true)).toMatchObject({ Name: '/a/pin', Value: 'x' });
    expect((await pin(false)).Value).not.toBe('x');
    const first = await client.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 1 }));
    const next = await client.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 1, NextToken: first.NextToken }));
    expect([first.Parameters![0]!.Name, next.Parameters![0]!.Name, next.NextToken]).toEqual(['/a/one', '/a/pin', undefined]);
  });

  it.each<[ParameterStringFilter, string[]]>([
    [{ Key: 'Name', Values: ['/top', 'top2'] }, ['/top2', 'top']],
    [{ Key: 'Name', Option: 'BeginsWith', Values: ['/a/'] }, ['/a/b/two', '/a/one', '/a/pin']],
    [{ Key: 'Name', Option: 'Contains', Values: ['o'] }, ['/a/b/two', '/a/one', '/top2', 'top']],
    [{ Key: 'Path', Values: ['/a', '/ab'] }, ['/a/one', '/a/pin', '/ab/three']],
    [{ Key: 'Path', Option: 'Recursive', Values: ['/a'] }, ['/a/b/two', '/a/one', '/a/pin']],
    [{ Key: 'Type', Values: ['SecureString'] }, ['/a/pin']],
    [{ Key: 'KeyId', Values: ['alias/aws/ssm'] }, ['/a/pin']],
    [{ Key: 'Tier', Values: ['Advanced'] }, ['/a/pin']],
  ])('describes what %o asks for', async (filter, names) => {
    const { client } = await hierarchy();
    const { Parameters } = await client.send(new DescribeParametersCommand({ ParameterFilters: [filter] }));
    expect(Parameters!.map(({ Name }) => Name)).toEqual(names);
  });

  it.each<[string, ParameterStringFilter[]]>([
    ['InvalidFilterKey', [{ Key: 'Label', Values: ['a'] }]],
    ['InvalidFilterKey', [1, 2].map(() => ({ Key: 'Name', Values: ['a'] }))],
    ['InvalidFilterOption', [{ Key: 'Type', Option: 'Contains', Values: ['String'] }]],
    ['InvalidFilterOption', [{ Key: 'Path', Option: 'Equals', Values: ['/a'] }]],
    ['InvalidFilterValue', [{ Key: 'Type', Values: ['Text'] }]],
    ['InvalidFilterValue', [{ Key: 'Name' }]],
    ['ValidationException', [{ Key: 'Nothing', Values: ['a'] }]],
    ['ValidationException', [{ Key: 'Path', Values: ['a'] }]],
  ])('refuses with %s: %o', async (name, ParameterFilters) => {
    const { client } = await hierarchy();
    await expect(client.send(new DescribeParametersCommand({ ParameterFilters }))).rejects.toMatchObject({ name });
  });

  it('says who put what and when, of every version what it said', async () => {
    const { client } = await hierarchy();
    await client.send(new PutParameterCommand({ Name: '/a/pin', Value: 'y', Overwrite: true }));
    const { Parameters } = await client.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: ['/a/pin'] }] }));
    const described = {
      Name: '/a/pin',
      Type: 'SecureString',
      KeyId: 'alias/aws/ssm',
      LastModifiedDate: new Date('2026-01-05T09:00:00Z'),
      LastModifiedUser: 'arn:aws:iam::123456789012:root',
      Description: 'for the door',
      AllowedPattern: 'x|y',
      Tier: 'Advanced',
      Policies: [],
      DataType: 'text',
    };
    expect(Parameters).toEqual([{ ...described, ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/a/pin', Version: 2 }]);
    const history = await client.send(new GetParameterHistoryCommand({ Name: '/a/pin', WithDecryption: true }));
    expect(history.Parameters).toEqual([
      { ...described, Version: 1, Value: 'x', Labels: [] },
      { ...described, Version: 2, Value: 'y', Labels: [] },
    ]);
  });

  it('is without those that are deleted, whose next version is the first', async () => {
    const { client } = await hierarchy();
    await client.send(new DeleteParameterCommand({ Name: '/a/pin' }));
    const deleted = await client.send(new DeleteParametersCommand({ Names: ['/top', '/a/pin', '/a/one'] }));
    expect(deleted).toMatchObject({ DeletedParameters: ['/top', '/a/one'], InvalidParameters: ['/a/pin'] });
    const { Parameters } = await client.send(new DescribeParametersCommand());
    expect(Parameters!.map(({ Name }) => Name)).toEqual(['/a/b/two', '/ab/three', '/top2']);
    for (const command of [new DeleteParameterCommand({ Name: '/a/pin' }), new GetParameterHistoryCommand({ Name: '/a/pin' })])
      await expect(client.send(command as DeleteParameterCommand)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    expect(await client.send(new PutParameterCommand({ Name: '/a/pin', Value: 'z', Type: 'String' }))).toMatchObject({ Version: 1 });
  });
});

// localstack's tests test_get_secret_parameter, test_get_inexistent_secret and test_get_parameters_and_secrets, validated on AWS
describe('a secret by reference', () => {
  const reference = '/aws/reference/secretsmanager/admin';
  const missing = '/aws/reference/secretsmanager/inexistent';

  async function withSecret() {
    const aws = await localAws();
    const secrets = new SecretsManagerClient(connection(aws));
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name: 'admin', SecretString: 'one' }));
    await secrets.send(new PutSecretValueCommand({ SecretId: 'admin', SecretString: 'two' }));
    const client = new SSMClient(connection(aws));
    const get = (Name: string, WithDecryption = true) => client.send(new GetParameterCommand({ Name, WithDecryption }));
    return { arn: ARN!, client, get };
  }

  it('is a SecureString that tells where it is from', async () => {
    const { arn, get } = await withSecret();
    const { Parameter } = await get(reference);
    expect(Parameter).toMatchObject({ Name: reference, ARN: arn, Type: 'SecureString', Value: 'two', Version: 0 });
    expect(JSON.parse(Parameter!.SourceResult!)).toMatchObject({ name: 'admin', ARN: arn });
    expect((await get(`${reference}:AWSPREVIOUS`)).Parameter).toMatchObject({ Name: reference, Value: 'one', Selector: ':AWSPREVIOUS' });
  });

  it('is told only decrypted, and not where there is none', async () => {
    const { client, get } = await withSecret();
    await expect(get(reference, false)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(get(missing)).rejects.toMatchObject({
      name: 'ParameterNotFound',
      message: expect.stringContaining(`Secret ${missing} not found.`),
    });
    await client.send(new PutParameterCommand({ Name: 'plain', Value: '123', Type: 'String' }));
    const Names = ['plain', reference, 'nothing', missing];
    const { Parameters, InvalidParameters } = await client.send(new GetParametersCommand({ Names, WithDecryption: true }));
    expect(Parameters!.map(({ Name }) => Name)).toEqual(['plain', reference]);
    expect(InvalidParameters).toEqual(['nothing', missing]);
  });
});
