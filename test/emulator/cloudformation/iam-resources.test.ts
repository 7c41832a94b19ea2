import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { call, type Json } from '../recordings/wire.ts';
import { body, cloudFormation, trusting } from './stacks.ts';

const allowing = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const trust = trusting('lambda.amazonaws.com');

/** Makes a stack of one resource and deletes it; each says how that ended, and why where it failed. */
function making(aws: Emulator) {
  const ask = cloudFormation(aws);
  let StackName = 'one';
  const ended = async (failure: string) => {
    const { StackStatus } = (await ask('DescribeStacks', { StackName })).Stacks[0];
    const { StackEvents } = await ask('DescribeStackEvents', { StackName });
    const failed = StackEvents.find((one: Json) => one.LogicalResourceId === 'X' && one.ResourceStatus === failure);
    return [StackStatus, failed?.ResourceStatusReason];
  };
  return {
    iam: (operation: string, input: Json) => call(aws, 'iam', operation, input),
    make: async (Type: string, Properties: object) => {
      const TemplateBody = body({ X: { Type, Properties } });
      ({ StackId: StackName } = await ask('CreateStack', { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
      return ended('CREATE_FAILED');
    },
    remove: async () => {
      await ask('DeleteStack', { StackName });
      const [status, why] = await ended('DELETE_FAILED');
      return status === 'DELETE_COMPLETE' ? status : why;
    },
  };
}

describe('of IAM, a stack', () => {
  it.each([
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'MINE', PolicyDocument: allowing('kms:*') }],
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'mine', Path: '/other/', PolicyDocument: allowing('kms:*') }],
    ['AWS::IAM::Role', { RoleName: 'MINE', AssumeRolePolicyDocument: trust }],
  ])('takes nothing over that is there, whatever its path and capitals: %s %j', async (Type, properties) => {
    const aws = await localAws();
    const { iam, make } = making(aws);
    await iam('CreatePolicy', { PolicyName: 'mine', PolicyDocument: JSON.stringify(allowing('sqs:*')) });
    await iam('CreateRole', { RoleName: 'mine', AssumeRolePolicyDocument: JSON.stringify(trust) });
    expect(await make(Type, properties)).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(/ already exists\.$/)]);
    expect(aws.home.iam.managedPolicies.all().map(({ name, path }) => path + name)).toEqual(['/mine']);
    expect(aws.home.iam.roles.all().map(({ roleName }) => roleName)).toEqual(['mine']);
  });

  it.each([
    ['AWS::IAM::ManagedPolicy', {}],
    ['AWS::IAM::Policy', { PolicyName: 'calls' }],
  ])('makes nothing of a policy for a role that is not there: %s', async (Type, properties) => {
    const aws = await localAws();
    const { iam, make } = making(aws);
    await iam('CreateRole', { RoleName: 'there', AssumeRolePolicyDocument: JSON.stringify(trust) });
    const why = 'The role with name missing cannot be found.';
    const made = await make(Type, { ...properties, Roles: ['there', 'missing'], PolicyDocument: allowing('kms:*') });
    expect(made).toEqual(['ROLLBACK_COMPLETE', why]);
    const { policies, managedPolicyArns } = aws.home.iam.roles.named('there');
    expect([policies.size, managedPolicyArns.length, aws.home.iam.managedPolicies.all().length]).toEqual([0, 0, 0]);
  });

  it('deletes no role that others have given a policy, which has its own no more by then', async () => {
    const aws = await localAws();
    const { iam, make, remove } = making(aws);
    const Policies = [{ PolicyName: 'calls', PolicyDocument: allowing('kms:*') }];
    const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'];
    await make('AWS::IAM::Role', { RoleName: 'worker', AssumeRolePolicyDocument: trust, Policies, ManagedPolicyArns });
    await iam('AttachRolePolicy', { RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await iam('PutRolePolicy', { RoleName: 'worker', PolicyName: 'ours', PolicyDocument: JSON.stringify(allowing('sqs:*')) });
    expect(await remove()).toBe('Cannot delete entity, must detach all policies first.');
    await iam('DetachRolePolicy', { RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    expect(await remove()).toBe('Cannot delete entity, must delete policies first.');
    expect([...aws.home.iam.roles.named('worker').policies.keys()]).toEqual(['ours']);
    await iam('DeleteRolePolicy', { RoleName: 'worker', PolicyName: 'ours' });
    expect(await remove()).toBe('DELETE_COMPLETE');
  });

  it('deletes no managed policy that others have given a role', async () => {
    const aws = await localAws();
    const { iam, make, remove } = making(aws);
    for (const RoleName of ['own', 'other']) await iam('CreateRole', { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
    await make('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'shared', Roles: ['own'], PolicyDocument: allowing('kms:*') });
    const attachment = { RoleName: 'other', PolicyArn: 'arn:aws:iam::123456789012:policy/shared' };
    await iam('AttachRolePolicy', attachment);
    expect(await remove()).toBe('Cannot delete a policy attached to entities.');
    await iam('DetachRolePolicy', attachment);
    expect(await remove()).toBe('DELETE_COMPLETE');
    expect(aws.home.iam.managedPolicies.all()).toEqual([]);
  });
});
