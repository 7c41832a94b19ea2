import { beforeEach, describe, expect, test } from 'vitest';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import { localAws } from '../../local-aws.ts';

let home: AwsPlace;
const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'any' } as const;
const ask = (service: string, operation: string, input: object): Promise<any> => home.call(service, operation, input, person);
const tagging = (operation: string, input: object = {}) => ask('resourcegroupstaggingapi', operation, input);
const arns = async (input: object = {}): Promise<string[]> =>
  (await tagging('GetResources', input)).ResourceTagMappingList.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN);
const shownTags = async (arn: string) => (await tagging('GetResources', { ResourceARNList: [arn] })).ResourceTagMappingList[0]?.Tags;

beforeEach(async () => {
  ({ home } = await localAws({ account: { backups: [{ id: 'backup-aaaaaaaaaaa', cluster: 'cluster-aaaaaaaaaaa', hoursOld: 3 }] } }));
});

/** A resource of each kind that can be tagged, by the service in its ARN. */
async function oneOfEach(): Promise<Record<string, string>> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const role = await ask('iam', 'CreateRole', { RoleName: 'worker', Path: '/team/', AssumeRolePolicyDocument: JSON.stringify(trust) });
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
  const vpcId = (await ask('ec2', 'CreateVpc', { CidrBlock: '10.9.0.0/16' })).Vpc.VpcId;
  const subject = { Country: 'CH', CommonName: 'root' };
  const authority = { KeyAlgorithm: 'RSA_2048', SigningAlgorithm: 'SHA256WITHRSA', Subject: subject };
  await ask('logs', 'CreateLogGroup', { logGroupName: '/app/log' });
  await ask('ssm', 'PutParameter', { Name: '/app/root', Value: 'x', Type: 'String' });
  await ask('sqs', 'CreateQueue', { QueueName: 'jobs' });
  await ask('s3', 'CreateBucket', { Bucket: 'papers' });
  await ask('cloudwatch', 'PutMetricAlarm', {
    ...{ AlarmName: 'low', MetricName: 'm', Namespace: 'n', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1 },
    ComparisonOperator: 'LessThanThreshold',
  });
  await home.dynamodb.createTable({
    TableName: 'notes',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const machine = { name: 'm', roleArn: role.Role.Arn, definition };
  const ca = { CertificateAuthorityType: 'ROOT', CertificateAuthorityConfiguration: authority };
  return {
    cloudhsm: home.arn('cloudhsm', 'backup/backup-aaaaaaaaaaa'),
    kms: (await ask('kms', 'CreateKey', {})).KeyMetadata.Arn,
    'acm-pca': (await ask('acm-pca', 'CreateCertificateAuthority', ca)).CertificateAuthorityArn,
    secretsmanager: (await ask('secretsmanager', 'CreateSecret', { Name: 's', SecretString: 'x', ClientRequestToken: 'a'.repeat(32) })).ARN,
    ssm: home.arn('ssm', 'parameter/app/root'),
    states: (await ask('stepfunctions', 'CreateStateMachine', machine)).stateMachineArn,
    logs: home.arn('logs', 'log-group:/app/log'),
    cloudwatch: home.arn('cloudwatch', 'alarm:low'),
    events: (await ask('events', 'PutRule', { Name: 'daily', ScheduleExpression: 'rate(1 day)' })).RuleArn,
    sqs: home.arn('sqs', 'jobs'),
    sns: (await ask('sns', 'CreateTopic', { Name: 'news' })).TopicArn,
    s3: 'arn:aws:s3:::papers',
    dynamodb: home.arn('dynamodb', 'table/notes'),
    ec2: home.arn('ec2', `vpc/${vpcId}`),
    iam: (await ask('iam', 'CreatePolicy', { PolicyName: 'read', PolicyDocument: JSON.stringify(policy) })).Policy.Arn,
  };
}

describe('tags of whatever has some', () => {
  test('each service takes tags, shows them, and gives them up; what had some is told without', async () => {
    const each = Object.values(await oneOfEach());
    expect(await arns()).toEqual([]);

    expect(await tagging('TagResources', { ResourceARNList: each, Tags: { stage: 'prod', team: 'hsm' } })).toEqual({
      FailedResourcesMap: {},
    });
    expect((await arns()).toSorted()).toEqual(each.toSorted());
    for (const arn of each)
      expect([arn, await shownTags(arn)]).toEqual([
        arn,
        [
          { Key: 'stage', Value: 'prod' },
          { Key: 'team', Value: 'hsm' },
        ],
      ]);

    expect(await tagging('UntagResources', { ResourceARNList: each, TagKeys: ['team'] })).toEqual({ FailedResourcesMap: {} });
    expect(await tagging('GetTagKeys')).toEqual({ PaginationToken: '', TagKeys: ['stage'] });
    await tagging('UntagResources', { ResourceARNList: each, TagKeys: ['stage', 'none'] });
    expect((await arns()).toSorted()).toEqual(each.toSorted());
    expect(await arns({ TagFilters: [{ Key: 'stage' }] })).toEqual([]);
    for (const arn of each) expect([arn, await shownTags(arn)]).toEqual([arn, []]);
  });

  test('a role is tagged, and not told', async () => {
    await oneOfEach();
    const arn = 'arn:aws:iam::123456789012:role/team/worker';
    expect(await tagging('TagResources', { ResourceARNList: [arn], Tags: { team: 'hsm' } })).toEqual({ FailedResourcesMap: {} });
    expect(await ask('iam', 'ListRoleTags', { RoleName: 'worker' })).toMatchObject({ Tags: [{ Key: 'team', Value: 'hsm' }] });
    expect(await arns()).toEqual([]);
  });

  test('filters take tags, all of them and any value of each, and types', async () => {
    const { kms, sqs, sns, s3 } = (await oneOfEach()) as { kms: string; sqs: string; sns: string; s3: string };
    await tagging('TagResources', { ResourceARNList: [kms, sqs], Tags: { team: 'hsm', stage: 'prod' } });
    await tagging('TagResources', { ResourceARNList: [sns, s3], Tags: { team: 'web' } });
    expect(await arns({ TagFilters: [{ Key: 'team', Values: ['hsm', 'web'] }] })).toEqual([kms, sqs, sns, s3]);
    expect(await arns({ TagFilters: [{ Key: 'team' }, { Key: 'stage', Values: ['prod'] }] })).toEqual([kms, sqs]);
    expect(await arns({ ResourceTypeFilters: ['kms:key', 's3:bucket', 'sns'] })).toEqual([kms, sns, s3]);
    expect(await arns({ ResourceTypeFilters: ['kms:alias', 'rds'] })).toEqual([]);
    expect(await tagging('GetTagValues', { Key: 'team' })).toEqual({ PaginationToken: '', TagValues: ['hsm', 'web'] });
    const both = { ResourceARNList: [kms], TagFilters: [{ Key: 'team' }] };
    await expect(arns(both)).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  test('pages hold so many resources, or so many tags without parting those of one', async () => {
    const queues = Array.from({ length: 23 }, (_, index) => `q${String(index).padStart(2, '0')}`);
    for (const QueueName of queues)
      await ask('sqs', 'CreateQueue', {
        QueueName,
        tags: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`t${index}`, QueueName])),
      });
    const lengths = async (limits: object) => {
      const found: number[] = [];
      let PaginationToken = '';
      do {
        const answer = await tagging('GetResources', { ...limits, PaginationToken });
        found.push(answer.ResourceTagMappingList.length);
        PaginationToken = answer.PaginationToken;
      } while (PaginationToken !== '');
      return found;
    };
    expect(await lengths({})).toEqual([23]);
    expect(await lengths({ ResourcesPerPage: 20 })).toEqual([20, 3]);
    expect(await lengths({ TagsPerPage: 105 })).toEqual([10, 10, 3]);
    await expect(lengths({ ResourcesPerPage: 101 })).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(tagging('GetResources', { PaginationToken: 'x' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });
});

describe('changes that fail', () => {
  test('are told by resource, with what its service says; the others are made', async () => {
    const key = (await ask('kms', 'CreateKey', {})).KeyMetadata.Arn;
    const gone = home.arn('sqs', 'gone');
    const elsewhere = key.replace('us-east-1', 'us-west-2');
    const unknown = home.arn('rds', 'db:papers');
    const answer = await tagging('TagResources', { ResourceARNList: [gone, elsewhere, unknown, key], Tags: { team: 'hsm' } });
    expect(answer.FailedResourcesMap).toMatchObject({
      [gone]: { StatusCode: 400, ErrorCode: 'QueueDoesNotExist' },
      [elsewhere]: { StatusCode: 400, ErrorCode: 'InvalidParameterException' },
      [unknown]: { StatusCode: 400, ErrorCode: 'InvalidParameterException', ErrorMessage: expect.stringContaining('not emulated') },
    });
    expect(await arns()).toEqual([key]);
  });

  test('as a whole where something is no ARN', async () => {
    const change = tagging('TagResources', { ResourceARNList: ['worker'], Tags: { team: 'hsm' } });
    await expect(change).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'worker not a valid AmazonResourceName (ARN)',
    });
  });

  test('where a role has no permission of the service, beside that of the API', async () => {
    const allowed = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }) as never;
    const roleArn = home.iam.putRole({
      roleName: 'tagger',
      assumeRolePolicy: allowed({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      policies: [{ policyName: 'tags', policyDocument: allowed({ Action: ['tag:*', 'sqs:TagQueue'], Resource: '*' }) }],
    });
    const role = home.iam.roleCaller(roleArn, 'session');
    const key = (await ask('kms', 'CreateKey', {})).KeyMetadata.Arn;
    await ask('sqs', 'CreateQueue', { QueueName: 'jobs' });
    const queue = home.arn('sqs', 'jobs');
    const change = { ResourceARNList: [key, queue], Tags: { team: 'hsm' } };
    expect(await home.call('resourcegroupstaggingapi', 'TagResources', change, role)).toEqual({
      FailedResourcesMap: {
        [key]: { StatusCode: 400, ErrorCode: 'AccessDeniedException', ErrorMessage: expect.stringContaining('kms:TagResource') },
      },
    });
    // reading takes no permission of the services
    expect(await home.call('resourcegroupstaggingapi', 'GetResources', {}, role)).toMatchObject({
      ResourceTagMappingList: [{ ResourceARN: queue }],
    });
  });
});
