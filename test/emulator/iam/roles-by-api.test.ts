import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { call, type Json } from '../recordings/wire.ts';

const RoleName = 'worker';
const PolicyName = 'calls';
const trust = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allowing = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

/** Asks IAM; an error is thrown as what the answer says. */
function asking(aws: Emulator) {
  return async (operation: string, input: Json = {}): Promise<any> => {
    const { kind, members } = await call(aws, 'iam', operation, input);
    if (kind === 'error') throw members;
    return members;
  };
}

async function withRole() {
  const aws = await localAws();
  const ask = asking(aws);
  const { Role } = await ask('CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
  const caller = aws.home.iam.roleCaller(Role.Arn, 'session');
  return { aws, ask, arn: Role.Arn as string, denied: (action: string) => aws.home.iam.denial(caller, action, ['*']) !== undefined };
}

describe('a role made by the API', () => {
  it('tells times by the second, and so do its credentials', async () => {
    const { aws } = await withRole();
    await aws.home.clock.advance(0.25);
    const ask = async (Version: string, fields: Record<string, string>) =>
      (await fetch(aws.url, { method: 'POST', body: new URLSearchParams({ Version, ...fields }) })).text();
    expect(await ask('2010-05-08', { Action: 'GetRole', RoleName })).toContain('<CreateDate>2026-01-05T09:00:00Z</CreateDate>');
    expect(await ask('2011-06-15', { Action: 'GetSessionToken', DurationSeconds: '3600' })).toContain(
      '<Expiration>2026-01-05T10:00:00Z</Expiration>',
    );
  });

  it('may do what its inline and managed policies allow, as they come and go, in every region', async () => {
    const { aws, ask, denied } = await withRole();
    expect(denied('sqs:ListQueues')).toBe(true);
    await ask('PutRolePolicy', { RoleName, PolicyName, PolicyDocument: allowing('sqs:ListQueues') });
    const { Policy } = await ask('CreatePolicy', { PolicyName, PolicyDocument: allowing('sns:ListTopics') });
    await ask('AttachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
    await ask('AttachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
    expect([denied('sqs:ListQueues'), denied('sns:ListTopics'), denied('kms:ListKeys')]).toEqual([false, false, true]);
    const { iam } = aws.home.elsewhere('eu-west-1');
    const there = iam.roleCaller(`arn:aws:iam::123456789012:role/${RoleName}`, 'session');
    expect(iam.denial(there, 'kms:ListKeys', ['*'])).toContain('is not authorized to perform: kms:ListKeys');
    expect(await ask('GetPolicy', { PolicyArn: Policy.Arn })).toMatchObject({ Policy: { AttachmentCount: 1 } });
    const version = await ask('GetPolicyVersion', { PolicyArn: Policy.Arn, VersionId: 'v1' });
    expect(version.PolicyVersion).toMatchObject({ Document: allowing('sns:ListTopics'), IsDefaultVersion: true });
    await ask('DetachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
    await ask('DeleteRolePolicy', { RoleName, PolicyName });
    expect([denied('sqs:ListQueues'), denied('sns:ListTopics')]).toEqual([true, true]);
  });

  it('is assumed by whom its trust policy names', async () => {
    const { aws, ask, arn } = await withRole();
    const may = (service: string) => aws.home.iam.assumable(arn, service, '*');
    expect([may('lambda.amazonaws.com'), may('ecs-tasks.amazonaws.com')]).toEqual([true, false]);
    await ask('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust.replace('lambda', 'ecs-tasks') });
    expect([may('lambda.amazonaws.com'), may('ecs-tasks.amazonaws.com')]).toEqual([false, true]);
  });

  // the words over inline policies: awslabs/aws-orbit-workbench#633
  it('is deleted when it has no policies any more', async () => {
    const { ask } = await withRole();
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await ask('AttachRolePolicy', { RoleName, PolicyArn });
    await ask('PutRolePolicy', { RoleName, PolicyName, PolicyDocument: allowing('sqs:*') });
    const conflict = (message: string) => ({ code: 'DeleteConflict', status: 409, message });
    await expect(ask('DeleteRole', { RoleName })).rejects.toMatchObject(conflict('Cannot delete entity, must detach all policies first.'));
    await ask('DetachRolePolicy', { RoleName, PolicyArn });
    await expect(ask('DeleteRole', { RoleName })).rejects.toMatchObject(conflict('Cannot delete entity, must delete policies first.'));
    await ask('DeleteRolePolicy', { RoleName, PolicyName });
    await ask('DeleteRole', { RoleName });
    await expect(ask('GetRole', { RoleName })).rejects.toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });

  it('is described otherwise, for longer sessions, unless it is one of AWS', async () => {
    const { ask } = await withRole();
    await ask('UpdateRole', { RoleName, Description: 'works', MaxSessionDuration: 7200 });
    await ask('UpdateRole', { RoleName });
    expect(await ask('GetRole', { RoleName })).toMatchObject({ Role: { Description: 'works', MaxSessionDuration: 7200 } });
    expect(await ask('UpdateRoleDescription', { RoleName, Description: 'rests' })).toMatchObject({ Role: { Description: 'rests' } });
    await ask('CreateServiceLinkedRole', { AWSServiceName: 'cloudhsm.amazonaws.com' });
    const ofAws = ask('UpdateRole', { RoleName: 'AWSServiceRoleForCloudHSM', Description: 'mine' });
    await expect(ofAws).rejects.toMatchObject({ code: 'UnmodifiableEntity' });
    expect((await ask('ListInstanceProfilesForRole', { RoleName })).InstanceProfiles ?? []).toEqual([]);
    await expect(ask('ListInstanceProfilesForRole', { RoleName: 'none' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('is among those that have its policy, whose versions and tags are told', async () => {
    const { ask } = await withRole();
    const { Policy } = await ask('CreatePolicy', { PolicyName, PolicyDocument: allowing('sqs:*') });
    const { Arn: PolicyArn } = Policy;
    expect((await ask('ListPolicyVersions', { PolicyArn })).Versions).toMatchObject([{ VersionId: 'v1', IsDefaultVersion: true }]);
    await ask('AttachRolePolicy', { RoleName, PolicyArn });
    const holders = async (narrowed = {}) => (await ask('ListEntitiesForPolicy', { PolicyArn, ...narrowed })).PolicyRoles ?? [];
    expect(await holders()).toMatchObject([{ RoleName }]);
    for (const other of [{ EntityFilter: 'User' }, { PathPrefix: '/a/' }, { PolicyUsageFilter: 'PermissionsBoundary' }])
      expect(await holders(other)).toEqual([]);
    await ask('TagPolicy', {
      PolicyArn,
      Tags: [
        { Key: 'stage', Value: 'dev' },
        { Key: 'team', Value: 'payments' },
      ],
    });
    await ask('UntagPolicy', { PolicyArn, TagKeys: ['stage'] });
    expect((await ask('ListPolicyTags', { PolicyArn })).Tags).toEqual([{ Key: 'team', Value: 'payments' }]);
    const many = [...Array(50).keys()].map((n) => ({ Key: `k${n}`, Value: '' }));
    await expect(ask('TagPolicy', { PolicyArn, Tags: many })).rejects.toMatchObject({ code: 'LimitExceeded', status: 409 });
    const ofAws = { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', TagKeys: ['a'] };
    await expect(ask('UntagPolicy', ofAws)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('has another id when it is made again, and one of its name at a time', async () => {
    const { ask } = await withRole();
    const again = ask('CreateRole', { RoleName, Path: '/a/', AssumeRolePolicyDocument: trust });
    await expect(again).rejects.toMatchObject({ code: 'EntityAlreadyExists', status: 409 });
    const { Role: before } = await ask('GetRole', { RoleName });
    await ask('DeleteRole', { RoleName });
    const { Role } = await ask('CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    expect(Role.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(Role.RoleId).not.toBe(before.RoleId);
  });

  it('has tags that policies ask for', async () => {
    const { aws, ask } = await withRole();
    await ask('TagRole', { RoleName, Tags: [{ Key: 'team', Value: 'payments' }] });
    await ask('TagRole', { RoleName, Tags: [{ Key: 'stage', Value: 'dev' }] });
    await ask('UntagRole', { RoleName, TagKeys: ['stage'] });
    expect((await ask('ListRoleTags', { RoleName })).Tags).toEqual([{ Key: 'team', Value: 'payments' }]);
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'payments' } };
    const reader = aws.home.iam.putRole({
      roleName: 'reader',
      assumeRolePolicy: trust,
      policies: [{ policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*', Condition } } }],
    });
    const get = (name: string) => aws.home.call('iam', 'GetRole', { RoleName: name }, aws.home.iam.roleCaller(reader, 's'));
    expect(await get(RoleName)).toMatchObject({ Role: { RoleName } });
    await expect(get('reader')).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
  });
});

it('Roles of templates are told as those of the API, by pages', async () => {
  const { aws, ask } = await withRole();
  aws.home.iam.putRole({
    roleName: 'template',
    path: '/t/',
    assumeRolePolicy: JSON.parse(trust),
    policies: [{ policyName: 'p', policyDocument: { Statement: [], Version: '2012-10-17', ...JSON.parse(allowing('sqs:*')) } }],
  });
  const first = await ask('ListRoles', { MaxItems: 1 });
  expect(first).toMatchObject({ IsTruncated: true, Roles: [{ RoleName: 'template', AssumeRolePolicyDocument: trust }] });
  expect(await ask('ListRoles', { MaxItems: 1, Marker: first.Marker })).toMatchObject({ IsTruncated: false, Roles: [{ RoleName }] });
  expect(await ask('ListRolePolicies', { RoleName: 'template' })).toMatchObject({ PolicyNames: ['p'] });
  expect(JSON.parse((await ask('GetRolePolicy', { RoleName: 'template', PolicyName: 'p' })).PolicyDocument)).toMatchObject({
    Statement: [{ Action: 'sqs:*' }],
  });
});

it('A role of another partition has its ARN', async () => {
  const { aws } = await withRole();
  const { iam } = aws.home.elsewhere('cn-north-1');
  expect(iam.putRole({ roleName: 'there', assumeRolePolicy: trust, policies: [] })).toBe('arn:aws-cn:iam::123456789012:role/there');
  expect(iam.roles.all().map(({ roleName }) => roleName)).toEqual(['there']);
});

it('A managed policy is deleted when no role has it', async () => {
  const { ask } = await withRole();
  const { Policy } = await ask('CreatePolicy', { PolicyName, PolicyDocument: allowing('sqs:*') });
  await ask('AttachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
  expect((await ask('ListPolicies', { Scope: 'Local', OnlyAttached: true })).Policies).toMatchObject([{ PolicyName }]);
  await expect(ask('DeletePolicy', { PolicyArn: Policy.Arn })).rejects.toMatchObject({ code: 'DeleteConflict' });
  await ask('DetachRolePolicy', { RoleName, PolicyArn: Policy.Arn });
  await ask('DeletePolicy', { PolicyArn: Policy.Arn });
  expect((await ask('ListPolicies', { Scope: 'Local' })).Policies).toEqual([]);
});

it("Service-linked roles, and policies of AWS, are nobody's to change", async () => {
  const { ask } = await withRole();
  const { Role } = await ask('CreateServiceLinkedRole', { AWSServiceName: 'cloudhsm.amazonaws.com' });
  expect(Role.Arn).toBe('arn:aws:iam::123456789012:role/aws-service-role/cloudhsm.amazonaws.com/AWSServiceRoleForCloudHSM');
  await expect(ask('DeleteRole', { RoleName: Role.RoleName })).rejects.toMatchObject({ code: 'UnmodifiableEntity' });
  const PolicyArn = 'arn:aws:iam::aws:policy/aws-service-role/CloudHSMServiceRolePolicy';
  await expect(ask('AttachRolePolicy', { RoleName, PolicyArn })).rejects.toMatchObject({ code: 'PolicyNotAttachable' });
  await expect(ask('CreateServiceLinkedRole', { AWSServiceName: 'post.amazonaws.com' })).rejects.toMatchObject({
    message: expect.stringContaining('the service-linked role of post.amazonaws.com: not emulated'),
  });
});

// localstack's snapshots of test_service_role_lifecycle and of those with a custom suffix (March 2025)
describe('A service-linked role', () => {
  it("is called as its service wants it, and has the service's policy and description", async () => {
    const { ask } = await withRole();
    const { Role } = await ask('CreateServiceLinkedRole', { AWSServiceName: 'ssm.amazonaws.com' });
    const RoleName = 'AWSServiceRoleForAmazonSSM';
    expect(Role).toMatchObject({
      RoleName,
      Path: '/aws-service-role/ssm.amazonaws.com/',
      Description: 'Provides access to AWS Resources managed or used by Amazon SSM.',
    });
    const PolicyArn = 'arn:aws:iam::aws:policy/aws-service-role/AmazonSSMServiceRolePolicy';
    expect((await ask('ListAttachedRolePolicies', { RoleName })).AttachedPolicies).toEqual([
      { PolicyName: 'AmazonSSMServiceRolePolicy', PolicyArn },
    ]);
  });

  it('has a suffix where its service lets it have one', async () => {
    const { ask } = await withRole();
    const create = (AWSServiceName: string) => ask('CreateServiceLinkedRole', { AWSServiceName, CustomSuffix: 'post' });
    expect((await create('autoscaling.amazonaws.com')).Role.RoleName).toBe('AWSServiceRoleForAutoScaling_post');
    await expect(create('ecs.amazonaws.com')).rejects.toMatchObject({
      code: 'InvalidInput',
      message: 'Custom suffix is not allowed for ecs.amazonaws.com',
    });
  });
});

it('What is not emulated of IAM is refused by name', async () => {
  const aws = await localAws();
  const authorization = 'AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/iam/aws4_request';
  const body = new URLSearchParams({ Action: 'GetUser', Version: '2010-05-08' });
  const answer = await fetch(aws.url, { method: 'POST', headers: { authorization }, body });
  expect(await answer.text()).toContain('iam GetUser is not emulated');
  await expect(asking(aws)('AttachRolePolicy', { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' })).rejects.toMatchObject({
    code: 'NoSuchEntity',
  });
});

describe('versions of a managed policy', () => {
  const make = async () => {
    const { ask, denied } = await withRole();
    const { Policy } = await ask('CreatePolicy', { PolicyName, PolicyDocument: allowing('sns:ListTopics') });
    const PolicyArn: string = Policy.Arn;
    await ask('AttachRolePolicy', { RoleName, PolicyArn });
    const add = (action: string, SetAsDefault = false) =>
      ask('CreatePolicyVersion', { PolicyArn, PolicyDocument: allowing(action), SetAsDefault });
    const versions = async () => {
      const { Versions } = await ask('ListPolicyVersions', { PolicyArn });
      return Versions.map(({ VersionId, IsDefaultVersion }: any) => (IsDefaultVersion ? `${VersionId}, in force` : VersionId));
    };
    return { ask, denied, PolicyArn, add, versions };
  };

  // as Terraform changes an aws_iam_policy, and deletes it
  it('are added, and the one in force counts', async () => {
    const { ask, denied, PolicyArn, add, versions } = await make();
    const { PolicyVersion } = await add('sqs:ListQueues', true);
    expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    expect([denied('sns:ListTopics'), denied('sqs:ListQueues')]).toEqual([true, false]);
    await add('kms:ListKeys');
    expect(denied('kms:ListKeys')).toBe(true);
    expect(await versions()).toEqual(['v3', 'v2, in force', 'v1']);
    expect((await ask('GetPolicy', { PolicyArn })).Policy).toMatchObject({ DefaultVersionId: 'v2' });
    const first = await ask('GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
    expect(first.PolicyVersion).toMatchObject({ Document: allowing('sns:ListTopics'), IsDefaultVersion: false });
    await ask('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' });
    expect([denied('sns:ListTopics'), denied('sqs:ListQueues')]).toEqual([false, true]);
  });

  it('are five at most, and no number is given again', async () => {
    const { ask, PolicyArn, add, versions } = await make();
    for (const _ of [2, 3, 4, 5]) await add('sqs:ListQueues');
    await expect(add('sqs:ListQueues')).rejects.toMatchObject({ code: 'LimitExceeded' });
    await ask('DeletePolicyVersion', { PolicyArn, VersionId: 'v5' });
    await add('sqs:ListQueues');
    expect(await versions()).toEqual(['v6', 'v4', 'v3', 'v2', 'v1, in force']);
  });

  it('go before their policy, but for the one in force', async () => {
    const { ask, PolicyArn, add } = await make();
    await add('sqs:ListQueues');
    const gone = { PolicyArn, VersionId: 'v1' };
    await expect(ask('DeletePolicyVersion', gone)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete the default version of a policy.',
    });
    await ask('DetachRolePolicy', { RoleName, PolicyArn });
    await expect(ask('DeletePolicy', { PolicyArn })).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: expect.stringContaining('This policy has more than one version.'),
    });
    await ask('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' });
    await expect(ask('GetPolicyVersion', { PolicyArn, VersionId: 'v2' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await ask('DeletePolicy', { PolicyArn });
    await expect(ask('GetPolicy', { PolicyArn })).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });
});

// localstack's snapshot of test_service_role_deletion, for the answers
it('deletes a service-linked role, and tells that it is done', async () => {
  const ask = asking(await localAws());
  await ask('CreateServiceLinkedRole', { AWSServiceName: 'cloudhsm.amazonaws.com' });
  const linked = { RoleName: 'AWSServiceRoleForCloudHSM' };
  const { DeletionTaskId } = await ask('DeleteServiceLinkedRole', linked);
  expect(DeletionTaskId).toMatch(/^task\/aws-service-role\/cloudhsm\.amazonaws\.com\/AWSServiceRoleForCloudHSM\/[0-9a-f-]{36}$/);
  expect(await ask('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })).toEqual({ Status: 'SUCCEEDED' });
  await expect(ask('GetRole', linked)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  await expect(ask('DeleteServiceLinkedRole', linked)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  await ask('CreateServiceLinkedRole', { AWSServiceName: 'cloudhsm.amazonaws.com' });
});
