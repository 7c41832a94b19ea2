import { DynamoDBClient, ListTagsOfResourceCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  StopReplicationToReplicaCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';
import { connection, connectionTo, localAws } from '../local-aws.ts';
import { subnets } from './cloudhsmv2/lifecycle.ts';

const other = '210987654321';
const day = 24 * 3600;

const personOf = ({ accountId }: AwsPlace): Caller => ({
  kind: 'person',
  arn: `arn:aws:iam::${accountId}:root`,
  accessKeyId: accountId,
});

function ask(place: AwsPlace, service: string, operation: string, input: object = {}): Promise<any> {
  return place.call(service, operation, input, personOf(place));
}

async function identity(url: string, accessKeyId: string, region = 'us-east-1'): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/sts/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  });
  return response.text();
}

describe('a request', () => {
  it('goes to the region that it is signed for', async () => {
    const aws = await localAws();
    const west = new KMSClient({ ...connection(aws), region: 'eu-west-1' });
    const { KeyMetadata } = await west.send(new CreateKeyCommand({}));
    expect(KeyMetadata!.Arn).toMatch(/^arn:aws:kms:eu-west-1:123456789012:key\//);
    expect((await west.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    expect((await new KMSClient(connection(aws)).send(new ListKeysCommand({}))).Keys).toEqual([]);
  });

  it('goes to the account that its access key names', async () => {
    const aws = await localAws();
    expect(await identity(aws.url, other)).toContain(`<Account>${other}</Account>`);
    expect(await identity(aws.url, 'person')).toContain('<Account>123456789012</Account>');
    await ask(aws.home, 'kms', 'CreateKey');
    const theirs = new KMSClient(connectionTo(aws.cloud.at(other, 'us-east-1')));
    expect((await theirs.send(new ListKeysCommand({}))).Keys).toEqual([]);
  });

  it('takes no resource of another region or account for its namesake here', async () => {
    const aws = await localAws();
    const { home } = aws;
    for (const place of [home, home.elsewhere('us-west-2'), home.inAccount(other)]) {
      await ask(place, 'ssm', 'PutParameter', { Name: '/pin', Value: place.region, Type: 'String' });
      await ask(place, 'logs', 'CreateLogGroup', { logGroupName: 'pins' });
      place.sqs.createQueue('pins');
      await place.dynamodb.createTable({
        TableName: 'pins',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      });
    }
    for (const place of [home.elsewhere('us-west-2'), home.inAccount(other)]) {
      const group = place.arn('logs', 'log-group:pins');
      await expect(ask(home, 'ssm', 'GetParameter', { Name: place.arn('ssm', 'parameter/pin') })).rejects.toThrow();
      await expect(ask(home, 'logs', 'DescribeLogStreams', { logGroupIdentifier: group })).rejects.toThrow();
      const tables = new DynamoDBClient(connection(aws));
      const tags = new ListTagsOfResourceCommand({ ResourceArn: place.arn('dynamodb', 'table/pins') });
      await expect(tables.send(tags)).rejects.toThrow();
      expect(home.sqs.find(place.arn('sqs', 'pins'))).toBeUndefined();
    }
    expect(await ask(home, 'ssm', 'GetParameter', { Name: home.arn('ssm', 'parameter/pin') })).toMatchObject({
      Parameter: { Value: 'us-east-1' },
    });
  });

  it('is refused in a region that AWS does not have', async () => {
    const aws = await localAws();
    expect(await identity(aws.url, 'person', 'us-esat-1')).toContain('us-esat-1, which is no region of AWS');
  });

  it('meets the partition of its region in every ARN', async () => {
    const aws = await localAws({ account: { region: 'us-gov-west-1' } });
    const { KeyMetadata } = await ask(aws.home, 'kms', 'CreateKey');
    expect(KeyMetadata.Arn).toMatch(/^arn:aws-us-gov:kms:us-gov-west-1:/);
    expect(await identity(aws.url, 'person', 'us-gov-west-1')).toContain('arn:aws-us-gov:iam::123456789012:root');
  });

  it('finds no CloudHSM where AWS has none', async () => {
    const china = (await localAws()).cloud.at('123456789012', 'cn-north-1');
    await expect(ask(china, 'cloudhsmv2', 'DescribeClusters')).rejects.toThrow('cloudhsmv2 is not available in cn-north-1');
    await expect(ask(china, 'kms', 'CreateCustomKeyStore', { CustomKeyStoreName: 'x' })).rejects.toMatchObject({
      code: 'UnsupportedOperationException',
    });
  });
});

describe('an account file', () => {
  it('declares further regions and accounts', async () => {
    const places = [
      { region: 'us-west-2', secrets: [{ name: 'there', value: 'x' }] },
      { accountId: other, quotas: { clusters: 0 } },
    ];
    const { home, cloud } = await localAws({ account: { places } });
    expect([...home.elsewhere('us-west-2').secretsManager.secrets.keys()]).toEqual(['there']);
    expect(home.secretsManager.secrets.size).toBe(0);
    const newCluster = { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: subnets };
    await expect(ask(cloud.at(other, 'us-east-1'), 'cloudhsmv2', 'CreateCluster', newCluster)).rejects.toThrow('limit of 0 clusters');
    await ask(home, 'cloudhsmv2', 'CreateCluster', newCluster);
  });

  it('shares a CA of another account, where it is the same CA', async () => {
    const id = '11111111-2222-4333-8444-555555555555';
    const { home, cloud } = await localAws({ account: { certificateAuthorities: [{ id, owner: other }] } });
    const owner = cloud.at(other, 'us-east-1');
    const [theirs] = [...owner.acmPca.authorities.values()];
    const listed = await ask(home, 'acm-pca', 'ListCertificateAuthorities', { ResourceOwner: 'OTHER_ACCOUNTS' });
    expect(listed.CertificateAuthorities.map(({ Arn }: { Arn: string }) => Arn)).toEqual([theirs!.arn]);
    const asked = { CertificateAuthorityArn: theirs!.arn };
    const certificates = await Promise.all(
      [home, owner].map((place) => ask(place, 'acm-pca', 'GetCertificateAuthorityCertificate', asked)),
    );
    expect(certificates[0]).toEqual(certificates[1]);
  });
});

describe('a policy of a resource', () => {
  it('shares a CA with another account, for what it allows', async () => {
    const { home, cloud } = await localAws();
    const [arn] = [...home.acmPca.authorities.keys()];
    const consumer = cloud.at(other, 'us-east-1');
    const describeIt = () => ask(consumer, 'acm-pca', 'DescribeCertificateAuthority', { CertificateAuthorityArn: arn });
    await expect(describeIt()).rejects.toMatchObject({ code: 'AccessDeniedException' });
    const statement = { Effect: 'Allow', Principal: { AWS: other }, Action: 'acm-pca:DescribeCertificateAuthority', Resource: arn };
    await ask(home, 'acm-pca', 'PutPolicy', { ResourceArn: arn, Policy: JSON.stringify({ Statement: [statement] }) });
    expect((await describeIt()).CertificateAuthority.Arn).toBe(arn);
    const ownDeletion = ask(consumer, 'acm-pca', 'DeleteCertificateAuthority', { CertificateAuthorityArn: arn });
    await expect(ownDeletion).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  it('lets another account make a cluster of a backup', async () => {
    const { home, cloud } = await localAws();
    const [backupId, arn] = await backup(home);
    const consumer = cloud.at(other, 'us-east-1');
    const restore = () =>
      ask(consumer, 'cloudhsmv2', 'CreateCluster', { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: subnets, SourceBackupId: arn });
    await expect(restore()).rejects.toMatchObject({ code: 'CloudHsmAccessDeniedException' });
    const principal = { AWS: `arn:aws:iam::${other}:root` };
    const statement = { Effect: 'Allow', Principal: principal, Action: 'cloudhsm:CreateCluster', Resource: '*' };
    await ask(home, 'cloudhsmv2', 'PutResourcePolicy', { ResourceArn: arn, Policy: JSON.stringify({ Statement: [statement] }) });
    expect((await restore()).Cluster.SourceBackupId).toBe(backupId);
    const copy = ask(consumer, 'cloudhsmv2', 'CopyBackupToRegion', { BackupId: backupId, DestinationRegion: 'us-west-2' });
    await expect(copy).rejects.toMatchObject({ code: 'CloudHsmResourceNotFoundException' });
  });
});

describe('a copy of a backup', () => {
  it.each([
    ['us-gov-west-1', 'in the partition aws-us-gov'],
    ['cn-north-1', 'not available in cn-north-1'],
    ['us-east-9', 'not available in us-east-9'],
  ])('does not go to %s', async (DestinationRegion, why) => {
    const { home } = await localAws();
    const [BackupId] = await backup(home);
    await expect(ask(home, 'cloudhsmv2', 'CopyBackupToRegion', { BackupId, DestinationRegion })).rejects.toThrow(why);
  });
});

describe('AssumeRole', () => {
  const trust = (principal: string, condition?: object) => ({
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', ...(condition && { Condition: condition }) }],
  });
  const role = { RoleSessionName: 'me' };

  it('gives credentials of a role of another account, for as long as they last', async () => {
    const aws = await localAws();
    const there = aws.cloud.at(other, 'us-east-1');
    const allow = { Statement: [{ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*' }] };
    const RoleArn = there.iam.putRole({
      roleName: 'reader',
      assumeRolePolicy: trust('123456789012'),
      policies: [{ policyName: 'read', policyDocument: allow }],
    });
    const { Credentials, AssumedRoleUser } = await ask(aws.home, 'sts', 'AssumeRole', { ...role, RoleArn, DurationSeconds: 900 });
    expect(AssumedRoleUser.Arn).toBe(`arn:aws:sts::${other}:assumed-role/reader/me`);
    const credentials = { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey };
    expect(await identity(aws.url, credentials.accessKeyId)).toContain(`<Account>${other}</Account>`);
    const kms = new KMSClient(connection(aws, credentials));
    await ask(there, 'kms', 'CreateKey');
    expect((await kms.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    await expect(kms.send(new CreateKeyCommand({}))).rejects.toThrow('is not authorized to perform: kms:CreateKey');
    await aws.home.clock.advance(901);
    await expect(kms.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('hands on the tags of a session that are to go on, which the next cannot have otherwise, where the role lets sessions be tagged', async () => {
    const { home } = await localAws();
    const roleOf = (roleName: string, actions: string[]) => {
      const own = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: '*' };
      const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { AWS: home.accountId }, Action: actions }] };
      return home.iam.putRole({ roleName, assumeRolePolicy, policies: [{ policyName: 'own', policyDocument: { Statement: [own] } }] });
    };
    const [one, two] = ['one', 'two'].map((name) => roleOf(name, ['sts:AssumeRole', 'sts:TagSession']));
    const Tags = [{ Key: 'Team', Value: 'a' }];
    const { Credentials } = await ask(home, 'sts', 'AssumeRole', { ...role, RoleArn: one, Tags, TransitiveTagKeys: ['team'] });
    const { AccessKeyId: accessKeyId } = Credentials;
    const caller = { ...home.iam.roleCaller(one!, 'me'), accessKeyId };
    const next = (input: object) => home.call('sts', 'AssumeRole', { ...role, RoleArn: two, ...input }, caller);
    await expect(next({ Tags: [{ Key: 'TEAM', Value: 'b' }] })).rejects.toThrow(
      'conflicts with a transitive tag key from the calling session',
    );
    await next({ Tags: [{ Key: 'Other', Value: 'b' }] });
    const untagged = roleOf('untagged', ['sts:AssumeRole']);
    await ask(home, 'sts', 'AssumeRole', { ...role, RoleArn: untagged });
    await expect(ask(home, 'sts', 'AssumeRole', { ...role, RoleArn: untagged, Tags })).rejects.toThrow(
      `is not authorized to perform: sts:TagSession on resource: ${untagged}`,
    );
  });

  it('of STS stands beside credentials of the person that asks, for an hour at most', async () => {
    const aws = await localAws();
    const there = aws.cloud.at(other, 'us-east-1');
    const { Credentials } = await ask(there, 'sts', 'GetSessionToken', { DurationSeconds: 7200 });
    expect(await identity(aws.url, Credentials.AccessKeyId)).toContain(`<Arn>arn:aws:iam::${other}:root</Arn>`);
    const { AccessKeyId } = Credentials;
    expect(await ask(aws.home, 'sts', 'GetAccessKeyInfo', { AccessKeyId })).toEqual({ Account: other });
    expect(await ask(aws.home, 'sts', 'GetAccessKeyInfo', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })).toEqual({
      Account: aws.home.accountId,
    });
    const again = there.call('sts', 'GetSessionToken', {}, { kind: 'person', arn: '', accessKeyId: AccessKeyId });
    await expect(again).rejects.toMatchObject({ code: 'AccessDenied' });
    await aws.home.clock.advance(3601);
    expect(await identity(aws.url, AccessKeyId)).toContain('<Code>ExpiredToken');
  });

  it('is refused where the role trusts somebody else, or wants an external id', async () => {
    const { home, cloud } = await localAws();
    const there = cloud.at(other, 'us-east-1');
    const closed = there.iam.putRole({ roleName: 'closed', assumeRolePolicy: trust('111111111111'), policies: [] });
    await expect(ask(home, 'sts', 'AssumeRole', { ...role, RoleArn: closed })).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    const condition = { StringEquals: { 'sts:ExternalId': 'secret' } };
    const RoleArn = there.iam.putRole({ roleName: 'guarded', assumeRolePolicy: trust('123456789012', condition), policies: [] });
    await expect(ask(home, 'sts', 'AssumeRole', { ...role, RoleArn })).rejects.toMatchObject({ code: 'AccessDenied' });
    const { Credentials } = await ask(home, 'sts', 'AssumeRole', { ...role, RoleArn, ExternalId: 'secret' });
    expect(Credentials.AccessKeyId).toMatch(/^ASIA/);
  });

  it('needs no permission of a role that the trust policy names itself, and one where it names the account only', async () => {
    const { home } = await localAws();
    const put = (roleName: string, assumeRolePolicy: object, policies: object[] = []) =>
      home.iam.putRole({ roleName, assumeRolePolicy, policies: policies.map((policyDocument) => ({ policyName: 'p', policyDocument })) });
    const about = (Effect: string) => ({ Statement: [{ Effect, Action: 'sts:AssumeRole', Resource: '*' }] });
    const service = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const plain = put('plain', service);
    const [allowed, denied] = [put('allowed', service, [about('Allow')]), put('denied', service, [about('Deny')])];
    const roles = [plain, allowed, denied];
    const condition = { StringEquals: { 'sts:ExternalId': 'secret' } };
    const named = put('named', { Statement: [...trust(plain).Statement, ...trust(denied).Statement] });
    const account = put('account', trust('arn:aws:iam::123456789012:root'));
    const guarded = put('guarded', trust(plain, condition));
    const assumes = async (RoleArn: string, of: string, ExternalId?: string) => {
      const caller = home.iam.roleCaller(of, 's');
      return home.call('sts', 'AssumeRole', { ...role, RoleArn, ExternalId }, caller).then(
        () => true,
        ({ code }) => code !== 'AccessDenied',
      );
    };
    expect(await Promise.all(roles.map((of) => assumes(named, of)))).toEqual([true, false, false]);
    expect(await Promise.all(roles.map((of) => assumes(account, of)))).toEqual([false, true, false]);
    expect([await assumes(guarded, plain), await assumes(guarded, plain, 'secret')]).toEqual([false, true]);
  });

  it('names what it does not do with a session', async () => {
    const { home } = await localAws();
    const narrowed = { ...role, RoleArn: `arn:aws:iam::${other}:role/any`, Policy: '{}' };
    await expect(ask(home, 'sts', 'AssumeRole', narrowed)).rejects.toThrow('Policy of AssumeRole: not emulated');
  });
});

describe('a secret with replicas', () => {
  it('is read in their regions, and written in its own only', async () => {
    const aws = await localAws();
    const [east, west] = ['us-east-1', 'us-west-2'].map((region) => new SecretsManagerClient({ ...connection(aws), region }));
    const created = await east!.send(
      new CreateSecretCommand({ Name: 'shared', SecretString: 'one', AddReplicaRegions: [{ Region: 'us-west-2' }] }),
    );
    expect(created.ReplicationStatus).toMatchObject([{ Region: 'us-west-2', Status: 'InSync' }]);
    const ARN = created.ARN!.replace('us-east-1', 'us-west-2');
    expect(await west!.send(new GetSecretValueCommand({ SecretId: 'shared' }))).toMatchObject({ ARN, SecretString: 'one' });
    await east!.send(new PutSecretValueCommand({ SecretId: 'shared', SecretString: 'two' }));
    expect((await west!.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString).toBe('two');
    expect(await west!.send(new DescribeSecretCommand({ SecretId: 'shared' }))).toMatchObject({ PrimaryRegion: 'us-east-1' });
    const listed = (Values: string[]) => west!.send(new ListSecretsCommand({ Filters: [{ Key: 'primary-region', Values }] }));
    expect((await listed(['us-east-1'])).SecretList).toMatchObject([{ Name: 'shared', PrimaryRegion: 'us-east-1' }]);
    expect((await listed(['us-west-2'])).SecretList).toEqual([]);
    const onReplica = west!.send(new PutSecretValueCommand({ SecretId: 'shared', SecretString: 'three' }));
    await expect(onReplica).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    });
    await expect(east!.send(new DeleteSecretCommand({ SecretId: 'shared' }))).rejects.toThrow('still has replica regions [us-west-2]');
  });

  it('leaves its replica a secret of its own when replication stops', async () => {
    const aws = await localAws();
    const [east, west] = ['us-east-1', 'us-west-2'].map((region) => new SecretsManagerClient({ ...connection(aws), region }));
    await east!.send(new CreateSecretCommand({ Name: 'shared', SecretString: 'one', AddReplicaRegions: [{ Region: 'us-west-2' }] }));
    await west!.send(new StopReplicationToReplicaCommand({ SecretId: 'shared' }));
    await west!.send(new PutSecretValueCommand({ SecretId: 'shared', SecretString: 'west' }));
    expect((await east!.send(new GetSecretValueCommand({ SecretId: 'shared' }))).SecretString).toBe('one');
    await east!.send(new DeleteSecretCommand({ SecretId: 'shared' }));
  });

  it('leaves its replica a binary value as it was', async () => {
    const ClientRequestToken = 'a'.repeat(32);
    const { home } = await localAws();
    const west = home.elsewhere('us-west-2');
    const binary = { SecretBinary: Buffer.from('one'), ClientRequestToken };
    await ask(home, 'secretsmanager', 'CreateSecret', { Name: 'shared', ...binary, AddReplicaRegions: [{ Region: 'us-west-2' }] });
    await ask(west, 'secretsmanager', 'StopReplicationToReplica', { SecretId: 'shared' });
    expect(await ask(west, 'secretsmanager', 'GetSecretValue', { SecretId: 'shared' })).toMatchObject({
      SecretBinary: binary.SecretBinary,
    });
    expect(await ask(west, 'secretsmanager', 'PutSecretValue', { SecretId: 'shared', ...binary })).toMatchObject({
      VersionId: ClientRequestToken,
    });
  });

  it('says where a replica could not be made', async () => {
    const ClientRequestToken = 'a'.repeat(32);
    const { home } = await localAws();
    await ask(home.elsewhere('us-west-2'), 'secretsmanager', 'CreateSecret', {
      Name: 'shared',
      SecretString: 'theirs',
      ClientRequestToken,
    });
    const input = { Name: 'shared', SecretString: 'ours', ClientRequestToken, AddReplicaRegions: [{ Region: 'us-west-2' }] };
    const { ReplicationStatus } = await ask(home, 'secretsmanager', 'CreateSecret', input);
    expect(ReplicationStatus).toMatchObject([
      { Status: 'Failed', StatusMessage: expect.stringContaining('already exists in region us-west-2') },
    ]);
    const { SecretString } = await ask(home.elsewhere('us-west-2'), 'secretsmanager', 'GetSecretValue', { SecretId: 'shared' });
    expect(SecretString).toBe('theirs');
  });

  it.each(['us-east-1', 'us-gov-west-1', 'moon-east-1'])('is not made where a replica of it cannot stand: in %s', async (Region) => {
    const { home } = await localAws();
    const input = {
      Name: 'shared',
      SecretString: 'ours',
      ClientRequestToken: 'a'.repeat(32),
      AddReplicaRegions: [{ Region }],
    };
    await expect(ask(home, 'secretsmanager', 'CreateSecret', input)).rejects.toThrow('Invalid replica region.');
    expect(home.secretsManager.secrets.size).toBe(0);
  });

  it('keeps a replica that has taken the place of a secret that was to be deleted', async () => {
    const ClientRequestToken = 'a'.repeat(32);
    const { home } = await localAws();
    const west = home.elsewhere('us-west-2');
    await ask(west, 'secretsmanager', 'CreateSecret', { Name: 'shared', SecretString: 'theirs', ClientRequestToken });
    await ask(west, 'secretsmanager', 'DeleteSecret', { SecretId: 'shared' });
    const replicated = { AddReplicaRegions: [{ Region: 'us-west-2' }], ForceOverwriteReplicaSecret: true };
    await ask(home, 'secretsmanager', 'CreateSecret', { Name: 'shared', SecretString: 'ours', ClientRequestToken, ...replicated });
    await home.clock.advance(31 * 86_400);
    expect(await ask(west, 'secretsmanager', 'GetSecretValue', { SecretId: 'shared' })).toMatchObject({ SecretString: 'ours' });
  });
});

/** The id and the ARN of a READY backup. */
async function backup(home: AwsPlace): Promise<[id: string, arn: string]> {
  const { Cluster } = await ask(home, 'cloudhsmv2', 'CreateCluster', { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: subnets });
  await home.clock.idle();
  await ask(home, 'cloudhsmv2', 'CreateHsm', { ClusterId: Cluster.ClusterId, AvailabilityZone: 'us-east-1a' });
  await home.clock.idle();
  home.cloudhsmv2.cluster(Cluster.ClusterId)!.state = 'INITIALIZED';
  home.cloudhsmv2.completeActivation(Cluster.ClusterId);
  await home.clock.advance(day);
  const { Backups } = await ask(home, 'cloudhsmv2', 'DescribeBackups', { Filters: { states: ['READY'] } });
  return [Backups[0].BackupId, Backups[0].BackupArn];
}
