import { describe, expect, it } from 'vitest';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { double } from './target-double.ts';

const other = '210987654321';
const busArn = (name: string, region = 'us-east-1', account = '123456789012') => `arn:aws:events:${region}:${account}:event-bus/${name}`;
const queueArn = (name: string, { region, accountId }: AwsPlace) => `arn:aws:sqs:${region}:${accountId}:${name}`;
const entry = (EventBusName?: string) => ({ Source: 'shop', DetailType: 'Ordered', Detail: '{"n":1}', EventBusName });

const asking =
  (emulator: Emulator, account?: string) =>
  (operation: string, input: object = {}): Promise<any> =>
    request(emulator, 'events', operation, input, account);

/** A bus whose events go to a queue of its name. */
function heard(place: AwsPlace, name: string) {
  place.sqs.createQueue(name, {});
  place.events.buses.create(name);
  place.events.rules.put({
    ...{ name: 'all', busName: name, eventPattern: { source: ['shop'] } },
    targets: [{ Id: 'queue', Arn: queueArn(name, place) }],
  });
  return () => place.sqs.messages(queueArn(name, place)).map(({ body }) => JSON.parse(body));
}

/** A role of EventBridge's that may put events onto these buses. */
function passing({ home }: Emulator, Resource = '*', ...more: string[]): string {
  return home.iam.putRole({
    roleName: 'passes',
    assumeRolePolicy: { Statement: { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    policies: [{ policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: ['events:PutEvents', ...more], Resource } } }],
  });
}

const lettingIn = (account: string) => ({ Action: 'events:PutEvents', Principal: account, StatementId: 'other' });

describe('an event bus', () => {
  it('has rules of its own, which get what comes to it by its name or its ARN', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const ask = asking(emulator);
    const messages = heard(home, 'orders');
    await ask('PutRule', { Name: 'all', EventPattern: '{"source":["shop"]}' });
    await ask('PutEvents', { Entries: [entry('orders'), entry(busArn('orders')), entry()] });
    await home.clock.idle();
    expect(messages()).toHaveLength(2);
    expect((await ask('ListRules', { EventBusName: 'orders' })).Rules).toMatchObject([
      { Arn: 'arn:aws:events:us-east-1:123456789012:rule/orders/all', EventBusName: 'orders' },
    ]);
    expect((await ask('ListTargetsByRule', { Rule: 'all', EventBusName: busArn('orders') })).Targets).toHaveLength(1);
    expect((await ask('ListTargetsByRule', { Rule: 'all' })).Targets).toEqual([]);
    await expect(ask('DescribeRule', { Name: 'none', EventBusName: 'orders' })).rejects.toThrow(
      'Rule none does not exist on EventBus orders.',
    );
  });

  it('is changed and tagged, and goes when its last rule has gone', async () => {
    const emulator = await localAws();
    const ask = asking(emulator);
    const Tags = [{ Key: 'team', Value: 'payments' }];
    const { EventBusArn: ResourceARN } = await ask('CreateEventBus', { Name: 'orders', Tags });
    expect(await ask('ListTagsForResource', { ResourceARN })).toEqual({ Tags });
    await ask('UpdateEventBus', { Name: 'orders', Description: 'all orders' });
    expect(await ask('DescribeEventBus', { Name: ResourceARN })).toMatchObject({ Name: 'orders', Description: 'all orders' });
    const rule = { Name: 'r', EventBusName: 'orders' };
    const { RuleArn } = await ask('PutRule', { ...rule, EventPattern: '{"source":["shop"]}', Tags });
    expect(await ask('ListTagsForResource', { ResourceARN: RuleArn })).toEqual({ Tags });
    await expect(ask('DeleteEventBus', { Name: 'orders' })).rejects.toThrow("EventBus can't be deleted since it has rules.");
    await ask('DeleteRule', rule);
    await ask('DeleteEventBus', { Name: 'orders' });
    await expect(ask('ListTagsForResource', { ResourceARN })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect((await ask('ListEventBuses')).EventBuses).toMatchObject([{ Name: 'default' }]);
  });

  it.each([
    ['CreateEventBus', { Name: 'a/b' }, 'must not contain'],
    ['CreateEventBus', { Name: 'a', EventSourceName: 'aws.partner/a/b' }, 'EventSourceName of CreateEventBus: not emulated'],
    ['CreateEventBus', { Name: 'a', KmsKeyIdentifier: 'k' }, 'KmsKeyIdentifier of CreateEventBus: not emulated'],
    ['UpdateEventBus', { Name: 'none' }, 'Event bus none does not exist.'],
    ['PutRule', { Name: 'r', EventBusName: busArn('default', 'us-east-1', other), EventPattern: '{}' }, 'is of another account or region'],
    ['PutPermission', { Principal: '*', Action: 'events:PutEvents' }, 'StatementId'],
    ['PutPermission', { Policy: '{' }, 'policy'],
    ['PutPermission', { Policy: '{"Statement":[{"Effect":"Perhaps"}]}' }, 'the policy of event bus default'],
  ])('is refused what is wrong or not emulated: %s %j', async (operation, input, message) => {
    const ask = asking(await localAws());
    await expect(ask(operation, input)).rejects.toThrow(message);
    expect((await ask('ListEventBuses')).EventBuses).toHaveLength(1);
    expect((await ask('DescribeEventBus')).Policy).toBeUndefined();
  });

  // localstack's TestEventsCrossAccountRegion::test_put_events, July 2024: the event is the sender's
  it('takes events of another account that its policy lets in', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const messages = heard(home, 'orders');
    const put = () => asking(emulator, other)('PutEvents', { Entries: [entry(busArn('orders'))] });
    await expect(put()).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('because no resource-based policy allows the events:PutEvents action'),
    });
    await asking(emulator)('PutPermission', { EventBusName: 'orders', ...lettingIn(other) });
    expect(await put()).toMatchObject({ FailedEntryCount: 0 });
    await home.clock.idle();
    expect(messages()).toMatchObject([{ account: other, region: 'us-east-1', source: 'shop' }]);
  });
});

it('the policy of a bus may ask what an event is and whether a rule sends it', async () => {
  const emulator = await localAws();
  const { home } = emulator;
  const there = home.inAccount(other);
  const messages = heard(there, 'orders');
  const Arn = busArn('orders', 'us-east-1', other);
  const Condition = { Bool: { 'events:eventBusInvocation': 'true' }, StringEquals: { 'events:detail-type': 'Ordered' } };
  const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: Arn, Condition } });
  await asking(emulator, other)('PutPermission', { EventBusName: 'orders', Policy });
  const ask = asking(emulator);
  await expect(ask('PutEvents', { Entries: [entry(Arn)] })).rejects.toMatchObject({ code: 'AccessDeniedException' });
  const targets = [{ Id: 'bus', Arn, RoleArn: passing(emulator) }];
  home.events.rules.put({ name: 'pass', eventPattern: { source: ['shop'] }, targets });
  await ask('PutEvents', { Entries: [entry(), { ...entry(), DetailType: 'Paid' }] });
  await home.clock.idle();
  expect(messages().map((event) => event['detail-type'])).toEqual(['Ordered']);
  expect(home.events.deliveries.failed).toMatchObject([{ errorCode: 'NO_PERMISSIONS' }]);
});

describe('a bus as a target', () => {
  // localstack's test_event_bus_to_event_bus_cross_account_region, June 2024: the id is another one in another region alone
  it('gets the event as it is, in another account and region too, where its policy lets that account in', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const RoleArn = passing(emulator);
    const first = heard(home, 'orders');
    const [beside, far] = [home.inAccount(other), home.inAccount(other).elsewhere('eu-west-1')];
    const buses = [
      { place: home, messages: heard(home, 'audit'), arn: busArn('audit') },
      { place: beside, messages: heard(beside, 'orders'), arn: busArn('orders', 'us-east-1', other) },
      { place: far, messages: heard(far, 'orders'), arn: busArn('orders', 'eu-west-1', other) },
    ];
    const targets = buses.map(({ arn: Arn }, index) => ({ Id: `bus${index}`, Arn, RoleArn }));
    home.events.rules.put({ name: 'pass', busName: 'orders', eventPattern: { source: ['shop'] }, targets });
    for (const place of [beside, far]) {
      const Policy = JSON.stringify({
        Statement: { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'events:PutEvents', Resource: '*' },
      });
      const person = { kind: 'person', arn: `arn:aws:iam::${other}:root`, accessKeyId: other } as const;
      await place.call('events', 'PutPermission', { EventBusName: 'orders', Policy }, person);
    }
    await asking(emulator)('PutEvents', { Entries: [entry('orders')] });
    await home.clock.idle();
    const [event] = first();
    const [audit, besides, fars] = buses.map(({ messages }) => messages()[0]);
    expect([audit, besides]).toEqual([event, event]);
    expect(fars).toEqual({ ...event, id: expect.not.stringMatching(event.id) });
  });

  it.each([
    ['whose policy does not let the account in', busArn('orders', 'us-east-1', other), '*', 'NO_PERMISSIONS'],
    ['that the role may not use', busArn('audit'), busArn('orders'), 'NO_PERMISSIONS'],
    ['that is not there', busArn('gone'), '*', 'NO_RESOURCE'],
  ])('gets nothing: one %s', async (_, Arn, allowed, errorCode) => {
    const emulator = await localAws();
    const { home } = emulator;
    heard(home, 'audit');
    heard(home.inAccount(other), 'orders');
    const RoleArn = passing(emulator, allowed);
    home.events.rules.put({ name: 'pass', eventPattern: { source: ['shop'] }, targets: [{ Id: 'bus', Arn, RoleArn }] });
    await asking(emulator)('PutEvents', { Entries: [entry()] });
    await home.clock.idle();
    expect(home.events.deliveries.failed).toMatchObject([{ targetArn: Arn, errorCode }]);
  });

  it('needs a role where it is in another account or region, and has no input of its own', async () => {
    const ask = asking(await localAws());
    await ask('PutRule', { Name: 'pass', EventPattern: '{"source":["shop"]}' });
    const put = (Arn: string, more: object = {}) => ask('PutTargets', { Rule: 'pass', Targets: [{ Id: 'bus', Arn, ...more }] });
    for (const arn of [busArn('orders', 'eu-west-1'), busArn('orders', 'us-east-1', other)]) {
      await expect(put(arn)).rejects.toThrow(`RoleArn is required for target ${arn}.`);
    }
    await put(busArn('orders'));
    await expect(put(busArn('orders'), { Input: '{}' })).rejects.toThrow('is not emulated');
  });

  it('has its own rule start an execution, too, where rules of one name do it', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const started = double('stepfunctions', 'StartExecution', () => ({ executionArn: 'arn', startDate: new Date(0) }));
    home.events.buses.create('audit');
    const RoleArn = passing(emulator, '*', 'states:StartExecution');
    const machine = { Id: 'machine', Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m', RoleArn };
    const eventPattern = { source: ['shop'] };
    home.events.rules.put({ name: 'r', eventPattern, targets: [machine, { Id: 'bus', Arn: busArn('audit'), RoleArn }] });
    home.events.rules.put({ name: 'r', busName: 'audit', eventPattern, targets: [machine] });
    await asking(emulator)('PutEvents', { Entries: [entry()] });
    await home.clock.idle();
    expect(new Set(started.map(({ input }) => input.name)).size).toBe(2);
  });

  it('sends nothing on that came from another bus, so that buses in a circle come to an end', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const RoleArn = passing(emulator);
    const [orders, audit, third] = ['orders', 'audit', 'third'].map((name) => heard(home, name));
    for (const [from, to] of [
      ['orders', 'audit'],
      ['audit', 'third'],
      ['audit', 'orders'],
    ] as const) {
      const targets = [{ Id: 'bus', Arn: busArn(to), RoleArn }];
      home.events.rules.put({ name: `to-${to}`, busName: from, eventPattern: { source: ['shop'] }, targets });
    }
    await asking(emulator)('PutEvents', { Entries: [entry('orders')] });
    await home.clock.idle();
    expect([orders, audit, third].map((messages) => messages!().length)).toEqual([1, 1, 0]);
  });

  it('does not get from one account what came from another one', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const third = home.inAccount('111122223333');
    const messages = heard(third, 'orders');
    heard(home, 'orders');
    const targets = [{ Id: 'bus', Arn: busArn('orders', 'us-east-1', third.accountId), RoleArn: passing(emulator) }];
    home.events.rules.put({ name: 'pass', busName: 'orders', eventPattern: { source: ['shop'] }, targets });
    const person = { kind: 'person', arn: 'arn:aws:iam::111122223333:root', accessKeyId: '111122223333' } as const;
    await third.call('events', 'PutPermission', { EventBusName: 'orders', ...lettingIn('*') }, person);
    await asking(emulator)('PutPermission', { EventBusName: 'orders', ...lettingIn(other) });
    await asking(emulator, other)('PutEvents', { Entries: [entry(busArn('orders'))] });
    await asking(emulator)('PutEvents', { Entries: [entry('orders')] });
    await home.clock.idle();
    expect(messages().map(({ account }) => account)).toEqual(['123456789012']);
  });
});
