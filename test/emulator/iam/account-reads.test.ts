import { expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { call } from '../recordings/wire.ts';

/** What audit tools ask for before anything else. */
async function asking() {
  const aws = await localAws();
  const ask = async (service: string, operation: string, input = {}): Promise<any> => {
    const { kind, members } = await call(aws, service, operation, input);
    return kind === 'error' ? { error: members.code, ...members } : members;
  };
  return { aws, ask };
}

it('what cannot be made is listed as none', async () => {
  const { ask } = await asking();
  const lists: [string, string][] = [
    ['ListUsers', 'Users'],
    ['ListGroups', 'Groups'],
    ['ListAccountAliases', 'AccountAliases'],
    ['ListInstanceProfiles', 'InstanceProfiles'],
    ['ListServerCertificates', 'ServerCertificateMetadataList'],
    ['ListVirtualMFADevices', 'VirtualMFADevices'],
  ];
  for (const [operation, member] of lists) {
    const answer = await ask('iam', operation);
    expect([operation, answer[member], String(answer.IsTruncated)]).toEqual([operation, [], 'false']);
  }
  expect((await ask('iam', 'ListSAMLProviders')).SAMLProviderList).toEqual([]);
  expect((await ask('iam', 'ListOpenIDConnectProviders')).OpenIDConnectProviderList).toEqual([]);
  expect(await ask('logs', 'DescribeResourcePolicies')).toEqual({ resourcePolicies: [] });
  expect(await ask('lambda', 'ListEventSourceMappings', { FunctionName: 'doesnotexist' })).toEqual({ EventSourceMappings: [] });
});

it('an account has no password policy of its own', async () => {
  const { ask } = await asking();
  expect(await ask('iam', 'GetAccountPasswordPolicy')).toMatchObject({
    error: 'NoSuchEntity',
    message: 'The Password Policy with domain name 123456789012 cannot be found.',
    status: 404,
  });
});

it('the summary counts roles and policies', async () => {
  const { aws, ask } = await asking();
  const before = (await ask('iam', 'GetAccountSummary')).SummaryMap;
  const document = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const { Policy } = await ask('iam', 'CreatePolicy', { PolicyName: 'p', PolicyDocument: document('kms:ListKeys') });
  await ask('iam', 'CreatePolicyVersion', { PolicyArn: Policy.Arn, PolicyDocument: document('kms:ListAliases') });
  const after = (await ask('iam', 'GetAccountSummary')).SummaryMap;
  expect(Number(before.Roles)).toBe(aws.home.iam.roles.all().length);
  expect([before.Policies, before.PolicyVersionsInUse, after.Policies, after.PolicyVersionsInUse].map(Number)).toEqual([0, 0, 1, 2]);
});

it('the details of an account are its roles and policies, with all that they say', async () => {
  const { ask } = await asking();
  const allowing = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const trust = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  await ask('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: trust });
  await ask('iam', 'PutRolePolicy', { RoleName: 'worker', PolicyName: 'keys', PolicyDocument: allowing('kms:ListKeys') });
  const { Policy } = await ask('iam', 'CreatePolicy', { PolicyName: 'reads', PolicyDocument: allowing('s3:GetObject') });
  const ofAws = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  for (const PolicyArn of [Policy.Arn, ofAws]) await ask('iam', 'AttachRolePolicy', { RoleName: 'worker', PolicyArn });
  const { RoleDetailList, Policies, UserDetailList } = await ask('iam', 'GetAccountAuthorizationDetails');
  expect(RoleDetailList).toMatchObject([
    {
      RoleName: 'worker',
      RolePolicyList: [{ PolicyName: 'keys' }],
      AttachedManagedPolicies: [{ PolicyName: 'reads' }, { PolicyName: 'AWSLambdaBasicExecutionRole' }],
    },
  ]);
  expect(UserDetailList).toEqual([]);
  expect(Policies.map(({ Arn }: { Arn: string }) => Arn)).toEqual([Policy.Arn, ofAws]);
  expect(JSON.parse(decodeURIComponent(Policies[0].PolicyVersionList[0].Document))).toEqual(JSON.parse(allowing('s3:GetObject')));
  const own = await ask('iam', 'GetAccountAuthorizationDetails', { Filter: ['LocalManagedPolicy', 'User'] });
  expect([own.RoleDetailList.length, own.Policies.length]).toEqual([0, 1]);
  const first = await ask('iam', 'GetAccountAuthorizationDetails', { MaxItems: 1 });
  const second = await ask('iam', 'GetAccountAuthorizationDetails', { MaxItems: 2, Marker: first.Marker });
  expect([first.RoleDetailList.length, first.Policies.length, second.RoleDetailList.length, second.Policies.length]).toEqual([1, 0, 0, 2]);
});

it('a credential report tells of the root user, for four hours', async () => {
  const { aws, ask } = await asking();
  expect(await ask('iam', 'GetCredentialReport')).toMatchObject({ error: 'ReportNotPresent', status: 410 });
  expect(await ask('iam', 'GenerateCredentialReport')).toMatchObject({ State: 'STARTED' });
  expect(await ask('iam', 'GenerateCredentialReport')).toMatchObject({ State: 'COMPLETE' });
  const { Content, ReportFormat } = await ask('iam', 'GetCredentialReport');
  const [names, root, ...more] = Buffer.from(Content, 'base64')
    .toString()
    .split('\n')
    .map((line) => line.split(','));
  expect([ReportFormat, names!.length, root!.length, more]).toEqual(['text/csv', 22, 22, []]);
  expect(root!.slice(0, 4)).toEqual(['<root_account>', 'arn:aws:iam::123456789012:root', '2026-01-05T09:00:00+00:00', 'not_supported']);
  await aws.home.clock.advance(4 * 3600);
  expect(await ask('iam', 'GetCredentialReport')).toMatchObject({ error: 'ReportExpired', status: 410 });
  expect(await ask('iam', 'GenerateCredentialReport')).toMatchObject({ State: 'STARTED' });
});

it('documents of an account are listed, by the beginning of their names too', async () => {
  const { ask } = await asking();
  const Content = JSON.stringify({
    schemaVersion: '2.2',
    mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: ['true'] } }],
  });
  for (const Name of ['restart-agent', 'print-version']) await ask('ssm', 'CreateDocument', { Name, Content, DocumentType: 'Command' });
  const names = async (Filters?: object) =>
    (await ask('ssm', 'ListDocuments', { Filters })).DocumentIdentifiers.map(({ Name }: { Name: string }) => Name);
  expect(await names([{ Key: 'Owner', Values: ['Self'] }])).toEqual(['restart-agent', 'print-version']);
  expect(await names([{ Key: 'Name', Values: ['re', 'none'] }])).toEqual(['restart-agent']);
  expect(await names([{ Key: 'Owner', Values: ['Amazon'] }])).toEqual([]);
  expect(await ask('ssm', 'ListDocuments', { Filters: [{ Key: 'tag:a', Values: ['b'] }] })).toMatchObject({ error: 'InvalidFilterKey' });
});
