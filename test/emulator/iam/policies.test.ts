import { describe, expect, it } from 'vitest';
import type { RequestContext } from '../../../emulator/service/request-context.ts';
import { decide } from '../../../emulator/services/iam/evaluation.ts';
import { readPolicy } from '../../../emulator/services/iam/policy-document.ts';
import { processorTime } from '../../processor-time.ts';

const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/leases';
const decision = (statements: object[], action: string, resource: string, context: RequestContext = {}) =>
  decide(readPolicy({ Version: '2012-10-17', Statement: statements }, 'identity', 'policy'), action, resource, context);

describe('policy evaluation', () => {
  it('allows what a statement names, and nothing else', () => {
    const allow = [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table }];
    expect(decision(allow, 'dynamodb:PutItem', table)).toBe('allowed');
    expect(decision(allow, 'dynamodb:putitem', table)).toBe('allowed');
    expect(decision(allow, 'dynamodb:DeleteItem', table)).toBe('not allowed');
    expect(decision(allow, 'dynamodb:PutItem', `${table}2`)).toBe('not allowed');
    expect(decision(allow, 'dynamodb:PutItem', table.toUpperCase())).toBe('not allowed');
  });

  it('takes * for any characters and ? for one, and nothing else as special', () => {
    const allow = [{ Effect: 'Allow', Action: ['dynamodb:*Item'], Resource: 'arn:aws:dynamodb:*:*:table/lea?es' }];
    expect(decision(allow, 'dynamodb:DeleteItem', table)).toBe('allowed');
    expect(decision(allow, 'dynamodb:DeleteTable', table)).toBe('not allowed');
    expect(decision(allow, 'dynamodb:DeleteItem', table.replace('leases', 'leaes'))).toBe('not allowed');
    const dotted = [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::a.b' }];
    expect(decision(dotted, 's3:GetObject', 'arn:aws:s3:::axb')).toBe('not allowed');
  });

  it('is done soon with a pattern of many stars', () => {
    const allow = [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: `arn:${'*a'.repeat(60)}b` }];
    const taken = processorTime();
    expect(decision(allow, 'dynamodb:PutItem', `arn:${'a'.repeat(400)}`)).toBe('not allowed');
    expect(taken()).toBeLessThan(500);
    expect(decision(allow, 'dynamodb:PutItem', `arn:${'a'.repeat(400)}b`)).toBe('allowed');
  });

  it('lets an explicit deny win over any allow', () => {
    const statements = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: '*' },
    ];
    expect(decision(statements, 'dynamodb:DeleteTable', table)).toBe('explicitly denied');
    expect(decision(statements, 'dynamodb:PutItem', table)).toBe('allowed');
  });

  it('does not let a statement about one resource allow an action that takes none', () => {
    expect(decision([{ Effect: 'Allow', Action: 'kms:CreateKey', Resource: 'arn:aws:kms:us-east-1:1:key/*' }], 'kms:CreateKey', '*')).toBe(
      'not allowed',
    );
  });

  it('reads NotAction and NotResource as everything but', () => {
    const statements = [{ Effect: 'Allow', NotAction: 'iam:*', NotResource: table }];
    expect(decision(statements, 'dynamodb:PutItem', `${table}2`)).toBe('allowed');
    expect(decision(statements, 'dynamodb:PutItem', table)).toBe('not allowed');
    expect(decision(statements, 'iam:PassRole', '*')).toBe('not allowed');
  });

  it.each([
    ['StringEquals', 'ecs-tasks.amazonaws.com', true],
    ['StringEquals', 'ecs*', false],
    ['StringLike', 'ecs*', true],
    ['StringNotEquals', 'lambda.amazonaws.com', true],
    ['StringNotLike', 'ecs*', false],
    ['StringEqualsIgnoreCase', 'ECS-TASKS.amazonaws.com', true],
    ['StringEqualsIfExists', 'ecs-tasks.amazonaws.com', true],
    ['ForAnyValue:StringEquals', 'ecs-tasks.amazonaws.com', true],
    ['ForAllValues:StringLike', 'lambda*', false],
    ['Null', 'false', true],
  ])('evaluates %s %s', (operator, value, met) => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'iam:PassedToService': value } } }];
    const context = { 'IAM:passedToService': 'ecs-tasks.amazonaws.com' };
    expect(decision(statements, 'iam:PassRole', '*', context)).toBe(met ? 'allowed' : 'not allowed');
  });

  it.each([
    ['StringEquals', 'not allowed'],
    ['StringNotEquals', 'allowed'],
    ['StringEqualsIfExists', 'allowed'],
    ['ForAnyValue:StringEquals', 'not allowed'],
    ['ForAllValues:StringEquals', 'allowed'],
  ])('evaluates %s on a key that the request lacks: %s', (operator, expected) => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'aws:TagKeys': 'x' } } }];
    expect(decision(statements, 'kms:CreateKey', '*')).toBe(expected);
  });

  it.each([
    ['NumericEquals', '7', true],
    ['NumericNotEquals', '7', false],
    ['NumericLessThan', '8', true],
    ['NumericLessThan', '7', false],
    ['NumericLessThanEquals', '7', true],
    ['NumericGreaterThan', '10', false],
    ['NumericGreaterThanEquals', '7.0', true],
  ])('compares numbers by %s %s', (operator, value, met) => {
    const Condition = { [operator]: { 'kms:ScheduleKeyDeletionPendingWindowInDays': value } };
    const context = { 'kms:ScheduleKeyDeletionPendingWindowInDays': '7' };
    const found = decision([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }], 'kms:ScheduleKeyDeletion', '*', context);
    expect(found).toBe(met ? 'allowed' : 'not allowed');
  });

  it.each([
    ['DateLessThan', '2026-01-05T09:00:01Z', true],
    ['DateGreaterThanEquals', '2026-01-05T10:00:00+01:00', true],
    ['DateEquals', '1767603600', true],
    ['DateGreaterThan', '2026-01-05', true],
    ['DateNotEquals', '2026-01-05T09:00:00Z', false],
  ])('compares dates by %s %s', (operator, value, met) => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'aws:CurrentTime': value } } }];
    const context = { 'aws:CurrentTime': '2026-01-05T09:00:00.000Z' };
    expect(decision(statements, 'kms:CreateKey', '*', context)).toBe(met ? 'allowed' : 'not allowed');
  });

  it('compares ARNs part by part', () => {
    const like = (pattern: string) => [
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { 'aws:SourceArn': pattern } } },
    ];
    const context = { 'aws:SourceArn': 'arn:aws:events:us-east-1:123456789012:rule/requested' };
    expect(decision(like('arn:aws:events:*:*:rule/*'), 'sqs:SendMessage', '*', context)).toBe('allowed');
    expect(decision(like('arn:aws:*:rule/*'), 'sqs:SendMessage', '*', context)).toBe('not allowed');
  });

  it('needs every condition, and any of the values of one', () => {
    const Condition = {
      StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] },
      Bool: { 'aws:SecureTransport': true },
    };
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }];
    const context = { 'aws:RequestedRegion': 'us-east-1', 'aws:SecureTransport': 'true' };
    expect(decision(statements, 'a:B', '*', context)).toBe('allowed');
    expect(decision(statements, 'a:B', '*', { ...context, 'aws:SecureTransport': 'false' })).toBe('not allowed');
  });
});

describe('reading a policy', () => {
  const statement = { Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*' };
  it.each([
    ['an operator that every object has', { ...statement, Condition: { constructor: { 'aws:TagKeys': 1 } } }, /operator constructor/],
    ['an unknown operator', { ...statement, Condition: { IpAddress: { 'aws:TagKeys': 1 } } }, /operator IpAddress/],
    [
      'a key that the action has and nobody knows here',
      { ...statement, Action: 's3:PutObject', Condition: { StringEquals: { 's3:x-amz-acl': 'x' } } },
      /condition key s3:x-amz-acl, which s3:PutObject has/,
    ],
    [
      'a key that every request has and nobody knows here',
      { ...statement, Condition: { StringEquals: { 'aws:SourceVpce': 'x' } } },
      /condition key aws:SourceVpce, which every request has/,
    ],
    ['a principal', { ...statement, Principal: '*' }, /Principal is not supported in this kind of policy/],
    ['a policy variable', { ...statement, Resource: `arn:aws:s3:::b/\${aws:username}` }, /policy variables/],
    ['no action', { Effect: 'Allow', Resource: '*' }, /needs Action or NotAction/],
    ['both actions', { ...statement, NotAction: 'kms:*' }, /needs Action or NotAction, and not both/],
    ['an action without a service', { ...statement, Action: 'CreateKey' }, /Action CreateKey is not of the form/],
    ['a resource that is no ARN', { ...statement, Resource: 'leases' }, /Resource leases must be in ARN format/],
    ['an unknown effect', { ...statement, Effect: 'Permit' }, /Effect Permit/],
    ['a condition that is a number', { ...statement, Condition: 5 }, /Condition is no object/],
    ['a condition that is a list', { ...statement, Condition: [] }, /Condition is no object/],
    ['an operator without keys', { ...statement, Condition: { StringEquals: 'x' } }, /Condition StringEquals is no object/],
    [
      'a key without a value',
      { ...statement, Condition: { StringEquals: { 'aws:PrincipalArn': null } } },
      /of aws:PrincipalArn is neither/,
    ],
    ['a key of objects', { ...statement, Condition: { StringLike: { 'aws:PrincipalArn': ['x', {}] } } }, /of aws:PrincipalArn is neither/],
  ])('refuses %s by name', (_, refused, message) => {
    expect(() => readPolicy({ Statement: [statement, refused] }, 'identity', 'policy p of role r')).toThrow(message);
  });

  it.each([{ Service: null }, { AWS: 5 }, { AWS: ['x', {}] }, 'anybody', ['*']])('refuses the principal %j by name', (Principal) => {
    const trust = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    expect(() => readPolicy({ Statement: trust }, 'trust', 'the trust policy of role r')).toThrow(/Principal .*is neither/);
  });

  it('collects every problem, with the policy and the statement', () => {
    const refused = { ...statement, Sid: 'Keys', Effect: 'Permit', Action: 'CreateKey' };
    expect(() => readPolicy({ Version: '2013', Statement: refused }, 'identity', 'policy p of role r')).toThrow(
      /^policy p of role r: Version 2013.*; Statement Keys: Effect Permit.*; Statement Keys: Action CreateKey/,
    );
  });
});
