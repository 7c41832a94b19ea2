import { arn, prefix, ref, service, stage, sub } from '../cloudformation.ts';
import { allow } from '../iam.ts';

export const clusters = arn('cloudhsm', 'cluster/*');

export const secrets = arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*`);

export const trustAnchors = arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*/trust-anchor-*`);

// the organisation's CA may be another account's, shared by RAM
export const authorities = sub('arn:${AWS::Partition}:acm-pca:${AWS::Region}:*:certificate-authority/*');

export const keys = arn('kms', 'key/*');

export const dashboards = sub(`arn:\${AWS::Partition}:cloudwatch::\${AWS::AccountId}:dashboard/cloudhsm-lifecycle-${stage}-*`);

const entries = arn('states', `execution:${prefix}-*`);

// Clusters are ours by the tag that is given to them when they are created
export const ofThisStage = { StringEquals: { 'aws:ResourceTag/cloudhsm-lifecycle:stage': stage } };

export const taggedByUs = { StringEquals: { 'aws:RequestTag/cloudhsm-lifecycle:stage': stage } };

export const serviceLinkedRole = (principal: string, name: string) =>
  allow('iam:CreateServiceLinkedRole', sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-service-role/${principal}/${name}`), {
    StringEquals: { 'iam:AWSServiceName': principal },
  });

// What CloudHSM does in the network in the caller's name, by operation
const securityGroupOfCluster = [
  'ec2:CreateSecurityGroup',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
];

export const networkOf = {
  createCluster: [...securityGroupOfCluster, 'ec2:CreateTags', 'ec2:DescribeVpcs'],
  createHsm: [
    ...securityGroupOfCluster,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeNetworkInterfaceAttribute',
    'ec2:DeleteNetworkInterface',
  ],
  deleteHsm: ['ec2:DetachNetworkInterface', 'ec2:DeleteNetworkInterface'],
  deleteCluster: ['ec2:DeleteSecurityGroup'],
};

export const seeEntries = allow('states:DescribeExecution', entries);

export const describeClusters = allow('cloudhsm:DescribeClusters');

export const readHardwareRoots = allow('ssm:GetParameters', arn('ssm', `parameter/${service}/${stage}/hardware-roots/*`));

export const hardwareRoots = {
  AWS_ROOT_PARAMETER: ref('AwsHardwareRootParameter'),
  AWS_ROOT_SHA256: ref('AwsHardwareRootSha256'),
  MANUFACTURER_ROOT_PARAMETER: ref('ManufacturerHardwareRootParameter'),
  MANUFACTURER_ROOT_SHA256: ref('ManufacturerHardwareRootSha256'),
};
