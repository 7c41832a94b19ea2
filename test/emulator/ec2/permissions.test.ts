import { describe, expect, it } from 'vitest';
import { ec2Of, smallNetwork } from './calls.ts';

const Tags = [{ Key: 'team', Value: 'hsm' }];

/** What a role may do in EC2, by the statements of its one policy, in a network that a person has made. */
async function roleWith(statements: (arn: (resource: string) => string) => object[]) {
  const { home, call } = await ec2Of();
  const network = await smallNetwork(call);
  const roleArn = home.iam.putRole({
    roleName: 'network',
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    policies: [{ policyName: 'calls', policyDocument: { Statement: statements((resource) => home.arn('ec2', resource)) } }],
  });
  const caller = home.iam.roleCaller(roleArn, 'session');
  const asRole = (operation: string, input: object): Promise<any> => home.call('ec2', operation, input, caller);
  return { ...network, call, asRole };
}

const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const denied = { code: 'UnauthorizedOperation', status: 403 };

describe('IAM is asked', () => {
  it('about what is created and what it is created in', async () => {
    const { VpcId, asRole } = await roleWith((arn) => [allow('ec2:CreateSubnet', arn('subnet/*'))]);
    const subnet = { VpcId, CidrBlock: '10.1.5.0/24' };
    await expect(asRole('CreateSubnet', subnet)).rejects.toMatchObject(denied);
    const both = await roleWith((arn) => [allow('ec2:CreateSubnet', [arn('subnet/*'), arn('vpc/*')])]);
    await both.asRole('CreateSubnet', { ...subnet, VpcId: both.VpcId });
  });

  it('whether tags may be put on at a creation, and which', async () => {
    const tagged = { CidrBlock: '10.2.0.0/16', TagSpecifications: [{ ResourceType: 'vpc', Tags }] };
    const without = await roleWith(() => [allow('ec2:CreateVpc', '*')]);
    await without.asRole('CreateVpc', { CidrBlock: '10.2.0.0/16' });
    await expect(without.asRole('CreateVpc', tagged)).rejects.toThrow(/ec2:CreateTags/);
    const { asRole, VpcId } = await roleWith((arn) => [
      allow('ec2:CreateVpc', '*', { StringEquals: { 'aws:RequestTag/team': 'hsm' } }),
      allow('ec2:CreateTags', arn('*/*'), { StringEquals: { 'ec2:CreateAction': 'CreateVpc' } }),
    ]);
    await asRole('CreateVpc', tagged);
    await expect(asRole('CreateVpc', { CidrBlock: '10.3.0.0/16' })).rejects.toMatchObject(denied);
    await expect(asRole('CreateTags', { Resources: [VpcId], Tags })).rejects.toMatchObject(denied);
  });

  it('by the tags of what is there, and by the VPC that it is in', async () => {
    const { asRole, call, SubnetId } = await roleWith(() => [
      allow('ec2:DeleteSubnet', '*', { StringEquals: { 'ec2:ResourceTag/team': 'hsm' } }),
    ]);
    await expect(asRole('DeleteSubnet', { SubnetId })).rejects.toMatchObject(denied);
    await call('CreateTags', { Resources: [SubnetId], Tags });
    await asRole('DeleteSubnet', { SubnetId });
    const elsewhere = await roleWith((arn) => [allow('ec2:*', '*', { StringEquals: { 'ec2:Vpc': arn('vpc/vpc-00000000') } })]);
    await expect(elsewhere.asRole('DeleteSubnet', { SubnetId: elsewhere.SubnetId })).rejects.toMatchObject(denied);
  });

  it('before a dry run says what would happen', async () => {
    const { asRole, SubnetId } = await roleWith(() => [allow('ec2:DeleteVpc', '*')]);
    await expect(asRole('DeleteSubnet', { SubnetId, DryRun: true })).rejects.toMatchObject(denied);
  });
});
