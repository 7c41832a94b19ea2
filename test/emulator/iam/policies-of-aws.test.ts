import { expect, it } from 'vitest';
import { awsManagedPolicies } from '../../../emulator/services/iam/aws-managed-policies.ts';
import { localAws } from '../../local-aws.ts';

/** A role that has these of AWS's own policies, and nothing else. */
async function withPolicies(...names: string[]) {
  const { home } = await localAws();
  const roleArn = home.iam.putRole({
    roleName: 'worker',
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    policies: [],
    managedPolicyArns: names.map((name) => `arn:aws:iam::aws:policy/${name}`),
  });
  const caller = home.iam.roleCaller(roleArn, 'session');
  return (action: string, resource: string, context: Record<string, string> = {}) =>
    home.iam.denial(caller, action, [resource], { contextOf: () => context }) === undefined;
}

it.each(Object.keys(awsManagedPolicies))('%s is one that a role can have', async (arn) => {
  await expect(withPolicies(arn.replace(/.*?:policy\//, ''))).resolves.toBeDefined();
});

const authority = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-3333-4444-555555555555';
const by = (template: string) => ({ 'acm-pca:TemplateArn': `arn:aws:acm-pca:::template/${template}` });

it.each<[policy: string, action: string, resource: string, allowed: boolean, context?: Record<string, string>]>([
  ['AmazonSSMManagedInstanceCore', 'ssm:GetParameter', 'arn:aws:ssm:us-east-1:123456789012:parameter/hsm', true],
  ['AmazonSSMManagedInstanceCore', 'ssm:PutParameter', 'arn:aws:ssm:us-east-1:123456789012:parameter/hsm', false],
  ['AWSCloudHSMReadOnlyAccess', 'cloudhsm:DescribeClusters', '*', true],
  ['AWSCloudHSMReadOnlyAccess', 'cloudhsm:DeleteHsm', '*', false],
  ['CloudWatchAgentServerPolicy', 'ssm:GetParameter', 'arn:aws:ssm:us-east-1:123456789012:parameter/AmazonCloudWatch-linux', true],
  ['CloudWatchAgentServerPolicy', 'ssm:GetParameter', 'arn:aws:ssm:us-east-1:123456789012:parameter/hsm', false],
  ['AWSPrivateCAUser', 'acm-pca:IssueCertificate', authority, true, by('EndEntityCertificate/V1')],
  ['AWSPrivateCAUser', 'acm-pca:IssueCertificate', authority, false, by('RootCACertificate/V1')],
  ['PowerUserAccess', 'kms:ListKeys', '*', true],
  ['PowerUserAccess', 'iam:CreateRole', 'arn:aws:iam::123456789012:role/other', false],
])('%s and %s on %s: %s', async (policy, action, resource, allowed, context) => {
  const may = await withPolicies(policy);
  expect(may(action, resource, context)).toBe(allowed);
});
