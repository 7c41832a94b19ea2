import type { ResourceType } from './resource-type.ts';
import { certificate } from './resources/acmpca-certificate.ts';
import { certificateAuthority } from './resources/acmpca-certificate-authority.ts';
import { certificateAuthorityActivation } from './resources/acmpca-certificate-authority-activation.ts';
import { authorityPermission } from './resources/acmpca-permission.ts';
import { cdkMetadata } from './resources/cdk-metadata.ts';
import { alarm } from './resources/cloudwatch-alarm.ts';
import { compositeAlarm } from './resources/cloudwatch-composite-alarm.ts';
import { dashboard } from './resources/cloudwatch-dashboard.ts';
import { table } from './resources/dynamodb-table.ts';
import { elasticIp } from './resources/ec2-eip.ts';
import { internetGateway } from './resources/ec2-internet-gateway.ts';
import { natGateway } from './resources/ec2-nat-gateway.ts';
import { networkAcl } from './resources/ec2-network-acl.ts';
import { networkAclEntry } from './resources/ec2-network-acl-entry.ts';
import { route } from './resources/ec2-route.ts';
import { routeTable } from './resources/ec2-route-table.ts';
import { securityGroup } from './resources/ec2-security-group.ts';
import { securityGroupEgress, securityGroupIngress } from './resources/ec2-security-group-rule.ts';
import { subnet } from './resources/ec2-subnet.ts';
import { subnetNetworkAclAssociation } from './resources/ec2-subnet-network-acl-association.ts';
import { subnetRouteTableAssociation } from './resources/ec2-subnet-route-table-association.ts';
import { vpc } from './resources/ec2-vpc.ts';
import { vpcCidrBlock } from './resources/ec2-vpc-cidr-block.ts';
import { vpcEndpoint } from './resources/ec2-vpc-endpoint.ts';
import { vpcGatewayAttachment } from './resources/ec2-vpc-gateway-attachment.ts';
import { repository } from './resources/ecr-repository.ts';
import { cluster } from './resources/ecs-cluster.ts';
import { taskDefinition } from './resources/ecs-task-definition.ts';
import { eventBus } from './resources/events-event-bus.ts';
import { eventBusPolicy } from './resources/events-event-bus-policy.ts';
import { rule } from './resources/events-rule.ts';
import { managedPolicy } from './resources/iam-managed-policy.ts';
import { policy } from './resources/iam-policy.ts';
import { role } from './resources/iam-role.ts';
import { alias } from './resources/kms-alias.ts';
import { key } from './resources/kms-key.ts';
import { lambdaAlias } from './resources/lambda-alias.ts';
import { eventInvokeConfig } from './resources/lambda-event-invoke-config.ts';
import { lambdaFunction } from './resources/lambda-function.ts';
import { permission } from './resources/lambda-permission.ts';
import { version } from './resources/lambda-version.ts';
import { logGroup } from './resources/logs-log-group.ts';
import { metricFilter } from './resources/logs-metric-filter.ts';
import { bucket } from './resources/s3-bucket.ts';
import { bucketPolicy } from './resources/s3-bucket-policy.ts';
import { secretPolicy } from './resources/secretsmanager-resource-policy.ts';
import { rotationSchedule } from './resources/secretsmanager-rotation-schedule.ts';
import { secret } from './resources/secretsmanager-secret.ts';
import { subscription } from './resources/sns-subscription.ts';
import { topic } from './resources/sns-topic.ts';
import { topicPolicy } from './resources/sns-topic-policy.ts';
import { queue } from './resources/sqs-queue.ts';
import { queuePolicy } from './resources/sqs-queue-policy.ts';
import { ssmDocument } from './resources/ssm-document.ts';
import { parameter } from './resources/ssm-parameter.ts';
import { stateMachine } from './resources/states-state-machine.ts';
import { stateMachineAlias } from './resources/states-state-machine-alias.ts';
import { stateMachineVersion } from './resources/states-state-machine-version.ts';

const supported: ResourceType[] = [
  lambdaFunction,
  version,
  lambdaAlias,
  permission,
  eventInvokeConfig,
  logGroup,
  role,
  policy,
  managedPolicy,
  stateMachine,
  stateMachineVersion,
  stateMachineAlias,
  eventBus,
  eventBusPolicy,
  rule,
  queue,
  queuePolicy,
  topic,
  topicPolicy,
  subscription,
  table,
  cluster,
  taskDefinition,
  repository,
  bucket,
  bucketPolicy,
  parameter,
  ssmDocument,
  alarm,
  compositeAlarm,
  dashboard,
  metricFilter,
  certificateAuthority,
  certificateAuthorityActivation,
  certificate,
  authorityPermission,
  key,
  alias,
  secret,
  secretPolicy,
  rotationSchedule,
  vpc,
  vpcCidrBlock,
  subnet,
  routeTable,
  route,
  subnetRouteTableAssociation,
  networkAcl,
  networkAclEntry,
  subnetNetworkAclAssociation,
  internetGateway,
  vpcGatewayAttachment,
  elasticIp,
  natGateway,
  vpcEndpoint,
  securityGroup,
  securityGroupIngress,
  securityGroupEgress,
  cdkMetadata,
];

/** What a template may declare, by type name. */
export const resourceTypes = new Map(supported.map((resourceType) => [resourceType.type, resourceType]));
