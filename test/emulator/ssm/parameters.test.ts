import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
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
