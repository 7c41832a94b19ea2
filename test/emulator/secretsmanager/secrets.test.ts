import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  type GetRandomPasswordCommandInput,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { secretsManager } from '../../../emulator/services/secretsmanager/index.ts';
import { connection, localAws } from '../../local-aws.ts';

const token = (letter: string) => letter.repeat(32);
const [first, second, third] = [token('a'), token('b'), token('c')];

async function account(seed = 1) {
  const aws = await localAws({ seed });
  return { aws, client: new SecretsManagerClient(connection(aws)) };
}

async function withSecret() {
  const { aws, client } = await account();
  const { ARN } = await client.send(new CreateSecretCommand({ Name: 'hsm/admin', SecretString: 'one', ClientRequestToken: first }));
  const value = (version: { VersionId?: string; VersionStage?: string } = {}) =>
    client.send(new GetSecretValueCommand({ SecretId: 'hsm/admin', ...version }));
  const put = (SecretString: string, ClientRequestToken: string, VersionStages?: string[]) =>
    client.send(new PutSecretValueCommand({ SecretId: 'hsm/admin', SecretString, ClientRequestToken, VersionStages }));
  return { aws, client, arn: ARN!, value, put };
}

describe('the secrets of an account file', () => {
  it('are there from the start: with a text, a document or nothing, with tags, and pending deletion', async () => {
    const secrets = [
      { name: 'text', value: 'one', tags: { owner: 'security' } },
      { name: 'document', value: { username: 'admin' } },
      { name: 'empty' },
      { name: 'going', value: 'two', pendingDeletion: true },
    ];
    const aws = await localAws({ account: { secrets } });
    const client = new SecretsManagerClient(connection(aws));
    const value = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
    expect(await value('text')).toMatchObject({ SecretString: 'one', VersionStages: ['AWSCURRENT'] });
    expect((await value('document')).SecretString).toBe('{"username":"admin"}');
    await expect(value('empty')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(value('going')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    expect((await client.send(new DescribeSecretCommand({ SecretId: 'text' }))).Tags).toEqual([{ Key: 'owner', Value: 'security' }]);
    await client.send(new RestoreSecretCommand({ SecretId: 'going' }));
    expect((await value('going')).SecretString).toBe('two');
  });
});

describe('a secret', () => {
  it('is found by name, ARN, and ARN without the random characters', async () => {
    const { client, arn } = await withSecret();
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:hsm\/admin-[A-Za-z]{6}$/);
    for (const SecretId of ['hsm/admin', arn, arn.slice(0, -7)]) {
      expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
        ARN: arn,
        SecretString: 'one',
        VersionId: first,
        VersionStages: ['AWSCURRENT'],
      });
    }
    await expect(client.send(new GetSecretValueCommand({ SecretId: `${arn}x` }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  });

  it('is created once for a token, and its name is taken for another', async () => {
    const { client, arn } = await withSecret();
    const same = new CreateSecretCommand({ Name: 'hsm/admin', SecretString: 'one', ClientRequestToken: first });
    expect(await client.send(same)).toMatchObject({ ARN: arn, VersionId: first });
    const again = (SecretString: string, ClientRequestToken: string) =>
      client.send(new CreateSecretCommand({ Name: 'hsm/admin', SecretString, ClientRequestToken }));
    await expect(again('one', second)).rejects.toMatchObject({
      name: 'ResourceExistsException',
      message: 'The operation failed because the secret hsm/admin already exists.',
    });
    await expect(again('two', first)).rejects.toMatchObject({ name: 'ResourceExistsException', message: expect.stringContaining(first) });
  });

  it('is updated under the token of a version that stands with the same value only', async () => {
    const { client } = await withSecret();
    const update = (SecretString: string) =>
      client.send(new UpdateSecretCommand({ SecretId: 'hsm/admin', SecretString, ClientRequestToken: first }));
    expect((await update('one')).VersionId).toBe(first);
    await expect(update('two')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it.each(['x', 'LTU'])('is listed by no page token that was not given: %s', async (NextToken) => {
    const { client } = await withSecret();
    await expect(client.send(new ListSecretsCommand({ NextToken }))).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });

  it('holds bytes, and may hold nothing yet', async () => {
    const { client } = await account();
    const bytes = Buffer.from([0, 255, 1]);
    await client.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary: bytes }));
    const { SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: 'bytes' }));
    expect(Buffer.from(SecretBinary!)).toEqual(bytes);
    expect((await client.send(new CreateSecretCommand({ Name: 'empty' }))).VersionId).toBeUndefined();
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'empty' }))).rejects.toThrow('staging label: AWSCURRENT');
  });

  it('is described with tags, dates and the labels of its versions', async () => {
    const { aws, client, put, value } = await withSecret();
    await client.send(
      new TagResourceCommand({
        SecretId: 'hsm/admin',
        Tags: [
          { Key: 'team', Value: 'a' },
          { Key: 'x', Value: 'y' },
        ],
      }),
    );
    await client.send(new UntagResourceCommand({ SecretId: 'hsm/admin', TagKeys: ['x'] }));
    await aws.home.clock.advance(3600);
    await put('two', second);
    await value();
    await client.send(new UpdateSecretCommand({ SecretId: 'hsm/admin', Description: 'of the HSMs' }));
    expect(await client.send(new DescribeSecretCommand({ SecretId: 'hsm/admin' }))).toMatchObject({
      Description: 'of the HSMs',
      Tags: [{ Key: 'team', Value: 'a' }],
      CreatedDate: new Date('2026-01-05T09:00:00Z'),
      LastChangedDate: new Date('2026-01-05T10:00:00Z'),
      LastAccessedDate: new Date('2026-01-05T00:00:00Z'),
      VersionIdsToStages: { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] },
    });
  });

  it('is listed by filters and page by page', async () => {
    const { client } = await withSecret();
    await client.send(new CreateSecretCommand({ Name: 'other', Description: 'Something else', Tags: [{ Key: 'team', Value: 'b' }] }));
    const names = async (Filters?: { Key: any; Values: string[] }[]) =>
      (await client.send(new ListSecretsCommand({ Filters, SortBy: 'name', SortOrder: 'asc' }))).SecretList!.map(({ Name }) => Name);
    expect(await names()).toEqual(['hsm/admin', 'other']);
    expect(await names([{ Key: 'name', Values: ['hsm/'] }])).toEqual(['hsm/admin']);
    expect(await names([{ Key: 'name', Values: ['!hsm/'] }])).toEqual(['other']);
    expect(await names([{ Key: 'tag-value', Values: ['b'] }])).toEqual(['other']);
    expect(await names([{ Key: 'all', Values: ['ELSE'] }])).toEqual(['other']);
    const page = await client.send(new ListSecretsCommand({ MaxResults: 1, SortBy: 'name', SortOrder: 'asc' }));
    const next = await client.send(new ListSecretsCommand({ MaxResults: 1, SortBy: 'name', SortOrder: 'asc', NextToken: page.NextToken }));
    expect([...page.SecretList!, ...next.SecretList!].map(({ Name }) => Name)).toEqual(['hsm/admin', 'other']);
    expect(next.NextToken).toBeUndefined();
  });

  it.each([
    ['InvalidParameterException', new CreateSecretCommand({ Name: 'x', SecretString: 'a', SecretBinary: Buffer.from('a') })],
    ['ValidationException', new CreateSecretCommand({ Name: 'a b', SecretString: 'a' })],
    ['InvalidParameterException', new CreateSecretCommand({ Name: 'x', Tags: [{ Key: 'aws:x', Value: '' }] })],
    ['InvalidRequestException', new PutSecretValueCommand({ SecretId: 'none' })],
    ['InvalidParameterException', new ListSecretsCommand({ Filters: [{ Key: 'name' }] })],
    ['InvalidParameterException', new ListSecretsCommand({ Filters: [{ Values: ['hsm'] }] })],
    ['InvalidParameterException', new DeleteSecretCommand({ SecretId: 'hsm/admin', RecoveryWindowInDays: 6 })],
    [
      'InvalidParameterException',
      new DeleteSecretCommand({ SecretId: 'hsm/admin', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }),
    ],
    ['ResourceNotFoundException', new DeleteSecretCommand({ SecretId: 'none' })],
    ['ResourceNotFoundException', new GetSecretValueCommand({ SecretId: 'hsm/admin', VersionId: third })],
    ['InvalidRequestException', new GetSecretValueCommand({ SecretId: 'hsm/admin', VersionId: first, VersionStage: 'AWSPENDING' })],
    ['InvalidNextTokenException', new ListSecretsCommand({ NextToken: 'nonsense' })],
  ])('refuses with %s', async (name, command) => {
    const { client } = await withSecret();
    await expect(client.send(command as GetSecretValueCommand)).rejects.toMatchObject({ name });
  });
});

describe('versions of a secret', () => {
  it('are current, then previous, then deprecated', async () => {
    const { client, put, value } = await withSecret();
    await put('two', second);
    await put('three', third);
    expect((await value()).SecretString).toBe('three');
    expect((await value({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('two');
    expect((await value({ VersionId: first })).SecretString).toBe('one');
    const versions = async (IncludeDeprecated: boolean) =>
      (await client.send(new ListSecretVersionIdsCommand({ SecretId: 'hsm/admin', IncludeDeprecated }))).Versions!.map(
        ({ VersionId }) => VersionId,
      );
    expect(await versions(false)).toEqual([second, third]);
    expect(await versions(true)).toEqual([first, second, third]);
  });

  it('are put once for a token', async () => {
    const { put } = await withSecret();
    expect(await put('two', second)).toMatchObject({ VersionId: second, VersionStages: ['AWSCURRENT'] });
    await put('three', third);
    expect(await put('two', second)).toMatchObject({ VersionId: second, VersionStages: ['AWSPREVIOUS'] });
    await expect(put('other', second)).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it('keep labels of the caller until they are moved', async () => {
    const { client, put, value } = await withSecret();
    const move = (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string) =>
      client.send(new UpdateSecretVersionStageCommand({ SecretId: 'hsm/admin', VersionStage, RemoveFromVersionId, MoveToVersionId }));
    await put('two', second, ['AWSPENDING']);
    expect((await value()).SecretString).toBe('one');
    await expect(move('AWSCURRENT', undefined, second)).rejects.toThrow(`currently attached to version ${first}`);
    await expect(move('AWSCURRENT', second, second)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(move('AWSCURRENT', first)).rejects.toThrow("can't be completely removed");
    await expect(move('AWSCURRENT', first, third)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await move('AWSCURRENT', first, second);
    expect((await value()).VersionStages).toEqual(['AWSPENDING', 'AWSCURRENT']);
    expect((await value({ VersionStage: 'AWSPREVIOUS' })).VersionId).toBe(first);
    await move('AWSPENDING', second);
    await move('backup-2026-01', undefined, first);
    await put('three', third);
    expect((await value({ VersionStage: 'backup-2026-01' })).SecretString).toBe('one');
    expect((await value({ VersionStage: 'AWSPREVIOUS' })).VersionId).toBe(second);
  });
});

describe('the deletion of a secret', () => {
  it('can be undone until its window is over', async () => {
    const { aws, client, value } = await withSecret();
    const { DeletionDate } = await client.send(new DeleteSecretCommand({ SecretId: 'hsm/admin', RecoveryWindowInDays: 7 }));
    expect(DeletionDate).toEqual(new Date('2026-01-12T09:00:00Z'));
    await expect(value()).rejects.toMatchObject({ name: 'InvalidRequestException', message: expect.stringMatching(/marked for deletion/) });
    await expect(client.send(new CreateSecretCommand({ Name: 'hsm/admin' }))).rejects.toThrow('already scheduled for deletion');
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
    expect((await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList).toHaveLength(1);
    await client.send(new RestoreSecretCommand({ SecretId: 'hsm/admin' }));
    await aws.home.clock.advance(8 * 86_400);
    expect((await value()).SecretString).toBe('one');

    await client.send(new DeleteSecretCommand({ SecretId: 'hsm/admin' }));
    await aws.home.clock.advance(30 * 86_400);
    await expect(value()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('can be at once, and repeated; the name then gets another ARN', async () => {
    const { client, arn } = await withSecret();
    const now = new DeleteSecretCommand({ SecretId: 'hsm/admin', ForceDeleteWithoutRecovery: true });
    expect(await client.send(now)).toMatchObject({ ARN: arn, Name: 'hsm/admin' });
    expect(await client.send(now)).toMatchObject({ Name: 'hsm/admin' });
    expect(await client.send(new DeleteSecretCommand({ SecretId: arn, ForceDeleteWithoutRecovery: true }))).toMatchObject({ ARN: arn });
    expect((await client.send(new CreateSecretCommand({ Name: 'hsm/admin' }))).ARN).not.toBe(arn);
  });
});

describe('a random password', () => {
  const drawn = async (input: GetRandomPasswordCommandInput, seed?: number) =>
    (await (await account(seed)).client.send(new GetRandomPasswordCommand(input))).RandomPassword!;

  it('has 32 characters of every type', async () => {
    const password = await drawn({});
    expect(password).toHaveLength(32);
    for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]|_/]) expect(password).toMatch(type);
  });

  it('is another for every request and seed, and the same for the same seed', async () => {
    const { client } = await account();
    const [one, two] = [await client.send(new GetRandomPasswordCommand({})), await client.send(new GetRandomPasswordCommand({}))];
    expect(one.RandomPassword).not.toBe(two.RandomPassword);
    expect(await drawn({})).toBe(one.RandomPassword);
    expect(await drawn({}, 2)).not.toBe(one.RandomPassword);
  });

  it('honours what is excluded and required', async () => {
    expect(await drawn({ PasswordLength: 200, ExcludePunctuation: true, ExcludeCharacters: 'abc019' })).toMatch(/^[d-zA-Z2-8]{200}$/);
    expect(await drawn({ PasswordLength: 4, ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true })).toMatch(/^\d{4}$/);
    expect(await drawn({ PasswordLength: 3, ExcludePunctuation: true })).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{3}$/);
    expect(await drawn({ PasswordLength: 5, IncludeSpace: true })).toContain(' ');
    expect(await drawn({ PasswordLength: 1, RequireEachIncludedType: false })).toHaveLength(1);
    await expect(drawn({ PasswordLength: 3 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const nothing = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true, ExcludeNumbers: true };
    await expect(drawn(nothing)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

it("names the secret's ARN for IAM, also before the secret exists", async () => {
  const { aws, client } = await account();
  const resources = (operation: string, input: object) => secretsManager.operations[operation]!.resources!(input, aws.home);
  const foreseen = resources('CreateSecret', { Name: 'hsm/admin' });
  const { ARN } = await client.send(new CreateSecretCommand({ Name: 'hsm/admin' }));
  expect(foreseen).toEqual([ARN]);
  expect(resources('GetSecretValue', { SecretId: 'hsm/admin' })).toEqual([ARN]);
});

it('does not repeat a value that is too long', async () => {
  const { client } = await account();
  const failure = await client
    .send(new CreateSecretCommand({ Name: 'long', SecretString: 'secret'.repeat(20_000) }))
    .catch((error) => error);
  expect(failure.name).toBe('ValidationException');
  expect(failure.message).toContain("Value at 'secretString'");
});
