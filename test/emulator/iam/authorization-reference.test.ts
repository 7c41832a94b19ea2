import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { services } from '../../../emulator/cloud.ts';
import { authorizationPrefixes, loadAuthorization } from '../../../emulator/models/authorization.ts';
import entries from '../../../emulator/services/iam/dependent-actions.json' with { type: 'json' };
import { dependentActions } from '../../../emulator/services/iam/dependent-actions.ts';
import { knownConditionKeys } from '../../../emulator/services/iam/known-condition-keys.ts';
import { actionModel, resourceType } from '../../../emulator/services/iam/reference.ts';
import { localAws } from '../../local-aws.ts';

/** Actions that the reference lists without a resource, and that AWS's messages show with one: beside each operation stands where. */
const knownWithResource = [
  'events:ListRules',
  'logs:DescribeLogGroups',
  'sns:ListTopics',
  'states:ListStateMachines',
  'states:SendTaskFailure',
  'states:SendTaskHeartbeat',
  'states:SendTaskSuccess',
];

/** Of these the reference has more than one type as required, where a request names one of them. */
const alternatives = ['states:DescribeExecution', 'states:ListExecutions'];

/** Operations whose resources are asked about only where a request narrows the list: https://github.com/cdklabs/construct-hub/pull/1207 */
const narrowed = ['ecs:ListTasks'];

const id = '11111111-2222-3333-4444-555555555555';
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

/** Requests that name whatever a service's requests can name. */
const requests: Record<string, object> = {
  cloudhsm: {
    ClusterId: 'cluster-22222222222',
    BackupId: 'backup-22222222222',
    SourceBackupId: 'backup-22222222222',
    ResourceId: 'cluster-22222222222',
    ResourceArn: arn('cloudhsm', 'backup/backup-22222222222'),
  },
  'acm-pca': {
    CertificateAuthorityArn: arn('acm-pca', `certificate-authority/${id}`),
    ResourceArn: arn('acm-pca', `certificate-authority/${id}`),
  },
  kms: { KeyId: id, TargetKeyId: id, AliasName: 'alias/documents', DestinationKeyId: id, SourceKeyId: id },
  secretsmanager: { SecretId: 'hsm/admin', Name: 'hsm/admin' },
  ssm: {
    Name: '/hsm/root',
    Names: ['/hsm/root'],
    Path: '/hsm',
    DocumentName: 'document',
    ResourceType: 'Parameter',
    ResourceId: '/hsm/root',
  },
  states: {
    name: 'machine',
    stateMachineArn: arn('states', 'stateMachine:machine:3'),
    stateMachineVersionArn: arn('states', 'stateMachine:machine:3'),
    stateMachineAliasArn: arn('states', 'stateMachine:machine:alias'),
    routingConfiguration: [{ stateMachineVersionArn: arn('states', 'stateMachine:machine:3'), weight: 100 }],
    resourceArn: arn('states', 'stateMachine:machine'),
    activityArn: arn('states', 'activity:worker'),
    executionArn: arn('states', 'execution:machine:run'),
    mapRunArn: arn('states', 'mapRun:machine/label:run'),
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    taskToken: 'token',
  },
  lambda: { FunctionName: 'function', Resource: arn('lambda', 'function:function') },
  ecs: { cluster: 'cluster', clusters: ['cluster'], task: id, tasks: [id], taskDefinition: 'family:1' },
  events: { Name: 'rule', Rule: 'rule', Entries: [{}], ResourceARN: arn('events', 'rule/rule') },
  sns: { Name: 'topic', TopicArn: arn('sns', 'topic'), ResourceArn: arn('sns', 'topic') },
  sqs: { QueueName: 'queue', QueueUrl: 'http://127.0.0.1/123456789012/queue' },
  logs: { logGroupName: 'group', logStreamName: 'stream', resourceArn: arn('logs', 'log-group:group') },
  ec2: {
    VpcId: 'vpc-22222222222222222',
    Resources: ['vpc-22222222222222222'],
    VpcEndpointIds: ['vpce-22222222222222222'],
    SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-22222222222222222' }],
  },
  ecr: { repositoryNames: ['repository'] },
  s3: {
    ResourceArn: 'arn:aws:s3:::bucket',
    Bucket: 'bucket',
    Key: 'object',
    CopySource: 'other/object',
    Delete: { Objects: [{ Key: 'object' }] },
  },
  cloudwatch: {
    AlarmName: 'alarm',
    AlarmNames: ['alarm'],
    DashboardName: 'dashboard',
    DashboardNames: ['dashboard'],
    ResourceARN: arn('cloudwatch', 'alarm:alarm'),
  },
  cloudformation: { StackName: 'stack', ChangeSetName: 'change-set' },
  cloudtrail: { Name: 'trail', TrailName: 'trail', ResourceIdList: [arn('cloudtrail', 'trail/trail')] },
  iam: {
    RoleName: 'role',
    PolicyName: 'policy',
    PolicyArn: 'arn:aws:iam::123456789012:policy/policy',
    AWSServiceName: 'cloudhsm.amazonaws.com',
    DeletionTaskId: `task/aws-service-role/cloudhsm.amazonaws.com/role/${id}`,
  },
  ram: {},
  sts: { RoleArn: 'arn:aws:iam::123456789012:role/auditor' },
};

const operations = [...services.values()].flatMap(({ iamPrefix, operations }) =>
  Object.entries(operations).map(([name, operation]) => ({ iamPrefix, name, operation })),
);

/** What IAM is asked for an operation: actions with the ARNs of their resources. */
async function questions({ iamPrefix, name, operation }: (typeof operations)[number]) {
  const { home } = await localAws();
  const asked = operation.asks?.(requests[iamPrefix], home) ?? [
    { action: operation.action ?? name, resources: operation.resources?.(requests[iamPrefix], home) ?? ['*'] },
  ];
  return asked.map(({ action, resources }) => ({ action: `${iamPrefix}:${action}`, resources }));
}

describe('the Service Authorization Reference', () => {
  it.each(operations)('lists the actions of $iamPrefix $name, with the resources that it is asked about', async (one) => {
    for (const { action, resources } of await questions(one)) {
      expect(actionModel(action), action).toBeDefined();
      if (knownWithResource.includes(action)) {
        expect(actionModel(action)!.resources, `${action} is known with a resource: it needs no exception`).toBeUndefined();
        continue;
      }
      const types = Object.entries(actionModel(action)!.resources ?? {});
      if (types.length === 0 || narrowed.includes(action)) {
        expect(resources, `${action} takes no resource`).toEqual(['*']);
        continue;
      }
      const named = resources.map((resource) => resourceType(action, resource));
      expect(named, `${action}: types of ${resources.join(', ')}`).not.toContain(undefined);
      const required = types.filter(([, { required }]) => required).map(([type]) => type);
      if (alternatives.includes(action)) expect(required).toEqual(expect.arrayContaining(named));
      else expect(named, `${action} needs`).toEqual(expect.arrayContaining(required));
    }
  });

  it('lists every action that another one depends on', () => {
    for (const { needs } of entries) {
      const [prefix = '', name = ''] = needs.split(':');
      if (authorizationPrefixes.includes(prefix)) expect(loadAuthorization(prefix)!.actions, needs).toHaveProperty(name);
    }
  });

  it('says beside which actions roles are passed', () => {
    const passing = operations.filter(({ iamPrefix, name, operation }) =>
      actionModel(`${iamPrefix}:${operation.action ?? name}`)?.dependentActions?.includes('iam:PassRole'),
    );
    // a topic's roles are for its delivery log, a document's for automations, which are not emulated
    const silent = passing.filter(({ operation }) => !operation.passes).map(({ name }) => name);
    expect(silent).toEqual(['CreateDocument', 'CreateTopic', 'SetTopicAttributes']);
  });

  it('lists every condition key of a service that policies may name here', () => {
    const listed = authorizationPrefixes.flatMap((prefix) => {
      const { resources, actions } = loadAuthorization(prefix)!;
      const all = [...Object.values(resources), ...Object.values(actions)].flatMap(({ conditionKeys = [] }) => conditionKeys);
      return all.map((key) => key.replace(/\$\{[^}]*\}|(?<=\/)tag-key$/, '*'));
    });
    const attestations = 'kms:RecipientAttestation:*';
    expect(listed.some((key) => key.startsWith(attestations.slice(0, -1)))).toBe(true);
    const unlisted = knownConditionKeys.filter((key) => !listed.includes(key) && key !== attestations);
    expect(unlisted.filter((key) => !key.startsWith('aws:'))).toEqual([]);
  });

  it('has policies name every condition key that a service tells of its requests', () => {
    const folder = join(import.meta.dirname, '../../../emulator/services');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(request-context|every-request)\.ts$/.test(file),
    );
    const told = files.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/'([a-z0-9-]+:[A-Za-z-]+)'/g)]);
    const keys = told.map(([, key]) => key!);
    expect(keys).toEqual(expect.arrayContaining(['cloudwatch:namespace', 's3:prefix']));
    expect(keys.filter((key) => !knownConditionKeys.includes(key))).toEqual([]);
  });
});

describe('dependent actions', () => {
  it('are those of the reference on whatever its resource types are, and those that other pages name', () => {
    const on = (action: string) => Object.fromEntries(dependentActions(action).map(({ needs, on }) => [needs, on]));
    expect(on('cloudhsm:ModifyCluster')).toEqual({ 'ec2:DescribeSubnets': ['*'] });
    expect(on('cloudhsm:DeleteHsm')).toEqual({
      'ec2:DeleteNetworkInterface': ['arn:{partition}:ec2:{region}:{account}:network-interface/*'],
      'ec2:DetachNetworkInterface': ['arn:{partition}:ec2:{region}:{account}:network-interface/*'],
    });
  });

  it('are asked for once', () => {
    for (const prefix of authorizationPrefixes)
      for (const action of Object.keys(loadAuthorization(prefix)!.actions)) {
        const needs = dependentActions(`${prefix}:${action}`).map((one) => one.needs);
        expect(needs, `${prefix}:${action}`).toEqual([...new Set(needs)]);
      }
  });
});
