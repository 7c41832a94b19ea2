import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { double } from '../events/target-double.ts';

const topicArn = 'arn:aws:sns:us-east-1:123456789012:outcomes';

async function ask(emulator: Emulator, Action: string, fields: Record<string, string> = {}) {
  const response = await fetch(emulator.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action, Version: '2010-03-31', ...fields }),
  });
  const body = new XMLParser({ parseTagValue: false }).parse(await response.text());
  return { status: response.status, result: body[`${Action}Response`]?.[`${Action}Result`], error: body.ErrorResponse?.Error };
}

async function withTopic() {
  const emulator = await localAws();
  emulator.home.sns.createTopic('outcomes');
  const { sns, sqs, iam, clock } = emulator.home;
  return { emulator, sns, sqs, iam, clock };
}

it('takes a message whose form stands in the address, as recorded', async () => {
  const { emulator, sns, sqs, clock } = await withTopic();
  const queue = sqs.createQueue('inbox');
  sns.subscribe(topicArn, 'sqs', queue);
  const form = new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', TopicArn: topicArn, Message: 'by its address' });
  const response = await fetch(`${emulator.url}/?${form}`, { method: 'POST' });
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<PublishResult><MessageId>')]);
  await clock.idle();
  expect(JSON.parse(sqs.messages(queue)[0]!.body).Message).toBe('by its address');
});

it('a list of a hundred goes on by a token in base64, as recorded', async () => {
  const { emulator, sns } = await withTopic();
  for (let at = 0; at < 100; at++) sns.createTopic(`topic-${at}`);
  const { result } = await ask(emulator, 'ListTopics');
  expect(Buffer.from(result.NextToken, 'base64').toString('base64')).toBe(result.NextToken);
  const { result: rest } = await ask(emulator, 'ListTopics', { NextToken: result.NextToken });
  expect([result.Topics.member.length, rest.Topics.member.TopicArn]).toEqual([100, 'arn:aws:sns:us-east-1:123456789012:topic-99']);
});

it.each(['constructor', '__proto__', 'toString'])('a topic may be called %s where the account file has subscriptions', async (Name) => {
  const emulator = await localAws({ account: { subscriptions: { outcomes: [] } } });
  expect(await ask(emulator, 'CreateTopic', { Name })).toMatchObject({
    result: { TopicArn: `arn:aws:sns:us-east-1:123456789012:${Name}` },
  });
});

describe("a topic's policy", () => {
  const policyOf = async (emulator: Emulator) => {
    const { result } = await ask(emulator, 'GetTopicAttributes', { TopicArn: topicArn });
    const { entry } = result.Attributes as { entry: { key: string; value: string }[] };
    return entry.find(({ key }) => key === 'Policy')!.value;
  };

  it('is told as it was put, and the usual one may be put back', async () => {
    const { emulator } = await withTopic();
    const usual = await policyOf(emulator);
    const put = { TopicArn: topicArn, AttributeName: 'Policy', AttributeValue: usual };
    expect(await ask(emulator, 'SetTopicAttributes', put)).toMatchObject({ status: 200 });
    expect(await policyOf(emulator)).toBe(usual);
  });

  it('lets alarms of its account in with the usual statement, and no other service', async () => {
    const { emulator, iam } = await withTopic();
    const added = { 'AWSAccountId.member.1': '210987654321', 'ActionName.member.1': 'Publish', Label: 'one', TopicArn: topicArn };
    expect(await ask(emulator, 'AddPermission', added)).toMatchObject({ status: 200 });
    const denial = (service: string) =>
      iam.resourcePolicies.denial(service, 'sns:Publish', topicArn, 'arn:aws:any:us-east-1:123456789012:x');
    expect(denial('cloudwatch.amazonaws.com')).toBeUndefined();
    expect(denial('events.amazonaws.com')).toContain('events.amazonaws.com is not authorized');
    expect(await ask(emulator, 'RemovePermission', { Label: 'other', TopicArn: topicArn })).toMatchObject({ status: 200 });
    expect(JSON.parse(await policyOf(emulator)).Statement).toHaveLength(2);
  });
});

describe('a topic', () => {
  it.each(['nope', '{"http":'])('takes no delivery policy that is no JSON: %s', async (AttributeValue) => {
    const { emulator } = await withTopic();
    const refused = {
      status: 400,
      error: { Code: 'InvalidParameter', Message: expect.stringContaining('DeliveryPolicy: failed to parse JSON') },
    };
    const set = { TopicArn: topicArn, AttributeName: 'DeliveryPolicy', AttributeValue };
    expect(await ask(emulator, 'SetTopicAttributes', set)).toMatchObject(refused);
    const made = { Name: 'other', 'Attributes.entry.1.key': 'DeliveryPolicy', 'Attributes.entry.1.value': AttributeValue };
    expect(await ask(emulator, 'CreateTopic', made)).toMatchObject(refused);
    expect(await ask(emulator, 'SetTopicAttributes', { ...set, AttributeValue: '{"http":{}}' })).toMatchObject({ status: 200 });
  });

  // Terraform sets it of every topic
  it('keeps how its deliveries are logged', async () => {
    const { emulator } = await withTopic();
    const set = { TopicArn: topicArn, AttributeName: 'HTTPSuccessFeedbackSampleRate' };
    expect(await ask(emulator, 'SetTopicAttributes', { ...set, AttributeValue: '0' })).toMatchObject({ status: 200 });
    const { result } = await ask(emulator, 'GetTopicAttributes', { TopicArn: topicArn });
    expect((result.Attributes as any).entry).toContainEqual({ key: 'HTTPSuccessFeedbackSampleRate', value: '0' });
    const wrong = { status: 400, error: { Code: 'InvalidParameter' } };
    expect(await ask(emulator, 'SetTopicAttributes', { ...set, AttributeValue: '101' })).toMatchObject(wrong);
  });

  it.each(['Colour', 'constructor', '__proto__', 'ContentBasedDeduplication'])('has no attribute %s', async (name) => {
    const emulator = await localAws();
    const attributes = { 'Attributes.entry.1.key': name, 'Attributes.entry.1.value': 'x' };
    expect((await ask(emulator, 'CreateTopic', { Name: 'outcomes', ...attributes })).error).toMatchObject({
      Code: 'InvalidParameter',
      Message: `Invalid parameter: Attributes Reason: Unknown attribute ${name}`,
    });
  });

  it('shows its policy as it was written', async () => {
    const { emulator, sns } = await withTopic();
    const Statement = [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sns:Publish', Resource: topicArn }];
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement }, null, 1);
    const shown = async () => {
      const { result } = await ask(emulator, 'GetTopicAttributes', { TopicArn: topicArn });
      return result.Attributes.entry.find(({ key }: { key: string }) => key === 'Policy').value;
    };
    expect(JSON.parse(await shown())).toMatchObject({ Id: '__default_policy_ID' });
    expect(await ask(emulator, 'SetTopicAttributes', { TopicArn: topicArn, AttributeName: 'Policy', AttributeValue })).toMatchObject({
      status: 200,
    });
    expect(JSON.parse(await shown())).toEqual({ Version: '2012-10-17', Statement });
    expect(() => sns.createTopic('other', { SignatureVersion: '3' })).toThrow('Invalid parameter: Attributes Reason: SignatureVersion');
  });

  it('is created once by its name and listed', async () => {
    const emulator = await localAws();
    expect((await ask(emulator, 'CreateTopic', { Name: 'outcomes' })).result).toEqual({ TopicArn: topicArn });
    expect((await ask(emulator, 'CreateTopic', { Name: 'outcomes' })).result).toEqual({ TopicArn: topicArn });
    expect((await ask(emulator, 'ListTopics')).result).toEqual({ Topics: { member: { TopicArn: topicArn } } });
  });

  it('keeps what was published, for people who would have received it', async () => {
    const { emulator, sns } = await withTopic();
    const subscription = { TopicArn: topicArn, Protocol: 'email', Endpoint: 'keys@example.org' };
    expect((await ask(emulator, 'Subscribe', subscription)).result).toEqual({ SubscriptionArn: 'pending confirmation' });
    const { result } = await ask(emulator, 'ListSubscriptionsByTopic', { TopicArn: topicArn });
    expect(result.Subscriptions.member).toEqual({
      SubscriptionArn: 'PendingConfirmation',
      Owner: '123456789012',
      Protocol: 'email',
      Endpoint: 'keys@example.org',
      TopicArn: topicArn,
    });
    const published = await ask(emulator, 'Publish', { TopicArn: topicArn, Subject: 'Ready', Message: 'production is ready' });
    expect(sns.messages(topicArn)).toMatchObject([
      {
        messageId: published.result.MessageId,
        subject: 'Ready',
        message: 'production is ready',
        publishedAt: new Date('2026-01-05T09:00:00Z'),
      },
    ]);
  });

  it('delivers to a queue in SNS’s envelope, or raw, by the subscription’s filter', async () => {
    const { emulator, sns, sqs, clock } = await withTopic();
    const [wrapped, raw, filtered] = ['wrapped', 'raw', 'filtered'].map((name) => sqs.createQueue(name)) as [string, string, string];
    sns.subscribe(topicArn, 'sqs', wrapped);
    sns.subscribe(topicArn, 'sqs', raw, { RawMessageDelivery: 'true' });
    sns.subscribe(topicArn, 'sqs', filtered, { FilterPolicy: '{"outcome":["FAILED"]}' });
    const outcome = (value: string) => ({
      TopicArn: topicArn,
      Subject: 'Outcome',
      Message: value,
      'MessageAttributes.entry.1.Name': 'outcome',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': value,
    });
    const { result } = await ask(emulator, 'Publish', outcome('SUCCEEDED'));
    await clock.idle();
    await ask(emulator, 'Publish', outcome('FAILED'));
    await clock.idle();
    expect(JSON.parse(sqs.messages(wrapped)[0]!.body)).toMatchObject({
      Type: 'Notification',
      MessageId: result.MessageId,
      TopicArn: topicArn,
      Subject: 'Outcome',
      Message: 'SUCCEEDED',
      Timestamp: '2026-01-05T09:00:00.000Z',
      MessageAttributes: { outcome: { Type: 'String', Value: 'SUCCEEDED' } },
    });
    expect(sqs.messages(raw)).toMatchObject([
      { body: 'SUCCEEDED', attributes: { outcome: { StringValue: 'SUCCEEDED' } } },
      { body: 'FAILED' },
    ]);
    expect(sqs.messages(filtered).map(({ body }) => JSON.parse(body).Message)).toEqual(['FAILED']);
  });

  it('delivers only where the queue’s policy lets it in', async () => {
    const { emulator, sns, sqs, iam, clock } = await withTopic();
    const queue = sqs.createQueue('guarded');
    iam.resourcePolicies.guard(queue);
    sns.subscribe(topicArn, 'sqs', queue);
    await ask(emulator, 'Publish', { TopicArn: topicArn, Message: 'one' });
    await clock.idle();
    expect(sqs.messages(queue)).toEqual([]);
    iam.resourcePolicies.put(queue, 'topic', {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue }],
    });
    await ask(emulator, 'Publish', { TopicArn: topicArn, Message: 'two' });
    await clock.idle();
    expect(sqs.messages(queue).map(({ body }) => JSON.parse(body).Message)).toEqual(['two']);
  });

  it('delivers to queues of another region and account, and not to their namesakes here', async () => {
    const { emulator, sns, sqs, clock } = await withTopic();
    const west = emulator.cloud.at('123456789012', 'us-west-2').sqs;
    const theirs = emulator.cloud.at('210987654321', 'us-east-1').sqs;
    const queues = [sqs, west, theirs].map((state) => ({ state, arn: state.createQueue('outcomes') }));
    for (const { arn } of queues.slice(1)) sns.subscribe(topicArn, 'sqs', arn);
    await ask(emulator, 'Publish', { TopicArn: topicArn, Message: 'one' });
    await clock.idle();
    expect(queues.map(({ state, arn }) => state.messages(arn).map(({ body }) => JSON.parse(body).Message))).toEqual([[], ['one'], ['one']]);
  });

  it('goes to the dead letters of a queue that takes no message so long, and is lost where they take none either', async () => {
    const { emulator, sns, sqs, clock } = await withTopic();
    const [small, smaller, letters] = ['small', 'smaller', 'letters'].map((name) =>
      sqs.createQueue(name, name === 'letters' ? {} : { MaximumMessageSize: '1024' }),
    ) as [string, string, string];
    sns.subscribe(topicArn, 'sqs', small, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: letters }) });
    sns.subscribe(topicArn, 'sqs', smaller, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: small }) });
    await ask(emulator, 'Publish', { TopicArn: topicArn, Message: 'a'.repeat(1_025) });
    await clock.idle();
    expect([small, smaller, letters].map((queue) => sqs.messages(queue).length)).toEqual([0, 0, 1]);
  });

  it('invokes a function with the text for its protocol', async () => {
    const { emulator, sns, clock } = await withTopic();
    const invoked = double('lambda', 'Invoke', () => ({ StatusCode: 202, Payload: Buffer.alloc(0) }));
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:notify';
    const { arn } = sns.subscribe(topicArn, 'lambda', functionArn);
    const texts = JSON.stringify({ default: 'for all', lambda: 'for functions' });
    await ask(emulator, 'Publish', { TopicArn: topicArn, Message: texts, MessageStructure: 'json' });
    await clock.idle();
    expect(invoked).toMatchObject([{ input: { FunctionName: functionArn, InvocationType: 'Event' } }]);
    expect(JSON.parse(invoked[0]!.input.Payload).Records).toMatchObject([
      { EventSource: 'aws:sns', EventSubscriptionArn: arn, Sns: { TopicArn: topicArn, Message: 'for functions' } },
    ]);
  });

  it.each(['null', '1', '[]', '{}'])('takes no subscription with the redrive policy %s', async (RedrivePolicy) => {
    const { sns } = await withTopic();
    const subscribe = () => sns.subscribe(topicArn, 'sqs', 'arn:aws:sqs:us-east-1:123456789012:inbox', { RedrivePolicy });
    expect(subscribe).toThrow('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  });

  it('is the same subscription when the endpoint subscribes again, with the attributes that it has or none', async () => {
    const { sns } = await withTopic();
    const subscribed = (attributes?: Record<string, string>) =>
      sns.subscribe(topicArn, 'sqs', 'arn:aws:sqs:us-east-1:123456789012:again', attributes);
    const first = subscribed({ FilterPolicy: '{"outcome":["FAILED"]}' });
    expect(subscribed()).toBe(first);
    expect(subscribed({ ...first.attributes, RawMessageDelivery: 'false' })).toBe(first);
    const different = 'Invalid parameter: Attributes Reason: Subscription already exists with different attributes';
    expect(() => subscribed({ FilterPolicy: '{"outcome":["SUCCEEDED"]}' })).toThrow(different);
    expect(() => subscribed({ RawMessageDelivery: 'true' })).toThrow(different);
  });

  it('delivers nothing more to who unsubscribed', async () => {
    const { emulator, sns, sqs, clock } = await withTopic();
    const queue = sqs.createQueue('inbox');
    const { result } = await ask(emulator, 'Subscribe', { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queue });
    expect(await ask(emulator, 'Unsubscribe', { SubscriptionArn: result.SubscriptionArn })).toMatchObject({ status: 200 });
    expect(sns.topic(topicArn).subscriptions).toEqual([]);
    await ask(emulator, 'Publish', { TopicArn: topicArn, Message: 'one' });
    await clock.idle();
    expect(sqs.messages(queue)).toEqual([]);
  });

  it('takes a subject of any script', async () => {
    const { emulator, sns } = await withTopic();
    await ask(emulator, 'Publish', { TopicArn: topicArn, Subject: 'Prêt – 準備完了', Message: 'm' });
    expect(sns.messages(topicArn)).toMatchObject([{ subject: 'Prêt – 準備完了' }]);
  });

  it.each<[string, string, Record<string, string>, number, string, string]>([
    [
      'a subject with a control character',
      'Publish',
      { Subject: 'a\u0007', Message: 'm' },
      400,
      'InvalidParameter',
      'Invalid parameter: Subject',
    ],
    ['a subject of two lines', 'Publish', { Subject: 'a\nb', Message: 'm' }, 400, 'InvalidParameter', 'Invalid parameter: Subject'],
    [
      'a subject of 101 characters',
      'Publish',
      { Subject: 'a'.repeat(101), Message: 'm' },
      400,
      'InvalidParameter',
      'Invalid parameter: Subject',
    ],
    ['an empty message', 'Publish', { Message: '' }, 400, 'InvalidParameter', 'Invalid parameter: Empty message'],
    ['a message over 256 KiB', 'Publish', { Message: 'a'.repeat(262_145) }, 400, 'InvalidParameter', 'Invalid parameter: Message too long'],
    [
      'texts without a default one',
      'Publish',
      { Message: '{"email":"a"}', MessageStructure: 'json' },
      400,
      'InvalidParameter',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    ['a topic that is not there', 'Publish', { TopicArn: `${topicArn}2`, Message: 'm' }, 404, 'NotFound', 'Topic does not exist'],
    [
      'a protocol that is not emulated',
      'Subscribe',
      { Protocol: 'application', Endpoint: 'arn' },
      400,
      'InvalidParameter',
      'Amazon SNS does not support this protocol string: application',
    ],
    [
      'what is no telephone number',
      'Subscribe',
      { Protocol: 'sms', Endpoint: '+15--551234567' },
      400,
      'InvalidParameter',
      'Invalid SMS endpoint: +15--551234567',
    ],
    [
      'a topic of another region',
      'Publish',
      { TopicArn: topicArn.replace('us-east-1', 'us-west-2'), Message: 'm' },
      400,
      'InvalidParameter',
      'Invalid parameter: TopicArn',
    ],
    [
      'a delivery that is neither raw nor not',
      'Subscribe',
      { Protocol: 'email', Endpoint: 'a@b.example', 'Attributes.entry.1.key': 'RawMessageDelivery', 'Attributes.entry.1.value': 'yes' },
      400,
      'InvalidParameter',
      'RawMessageDelivery: Invalid value [yes]. Must be true or false.',
    ],
    [
      'an endpoint of another protocol',
      'Subscribe',
      { Protocol: 'sqs', Endpoint: 'a@b' },
      400,
      'InvalidParameter',
      'Invalid parameter: SQS endpoint ARN',
    ],
  ])('refuses %s', async (_, action, fields, status, code, message) => {
    const { emulator } = await withTopic();
    const refused = await ask(emulator, action, { TopicArn: topicArn, ...fields });
    expect(refused).toMatchObject({ status, error: { Code: code, Message: expect.stringContaining(message) } });
  });
});

describe('a topic that a key of the account encrypts', () => {
  const encrypted = async (statements: object[]) => {
    const emulator = await localAws();
    const { KeyMetadata } = await request(emulator, 'kms', 'CreateKey', {});
    emulator.home.sns.createTopic('outcomes', { KmsMasterKeyId: KeyMetadata.KeyId });
    const Statement = [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }, ...statements];
    const roleArn = emulator.home.iam.putRole({
      roleName: 'publisher',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      policies: [{ policyName: 'publish', policyDocument: { Statement } }],
    });
    const caller = emulator.home.iam.roleCaller(roleArn, 's');
    const publish = () => emulator.home.call('sns', 'Publish', { TopicArn: topicArn, Message: 'ready' }, caller);
    return { emulator, KeyId: KeyMetadata.KeyId, publish };
  };
  const mayUse = (Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

  it('takes messages of whoever may use the key, both ways', async () => {
    const { emulator, publish } = await encrypted([mayUse(['kms:GenerateDataKey', 'kms:Decrypt'])]);
    await publish();
    expect(emulator.home.sns.messages(topicArn)).toHaveLength(1);
  });

  it.each([[['kms:Decrypt']], [['kms:GenerateDataKey']]])('refuses one who may only %s', async (actions) => {
    const { emulator, publish } = await encrypted([mayUse(actions)]);
    await expect(publish()).rejects.toMatchObject({ code: 'KMSAccessDenied' });
    expect(emulator.home.sns.messages(topicArn)).toEqual([]);
  });

  it.each([
    ['DisableKey', 'KMSDisabled'],
    ['ScheduleKeyDeletion', 'KMSInvalidState'],
  ])('takes none after %s', async (operation, code) => {
    const { emulator, KeyId, publish } = await encrypted([mayUse(['kms:*'])]);
    await request(emulator, 'kms', operation, { KeyId });
    await expect(publish()).rejects.toMatchObject({ code });
  });

  it('takes an event of a rule where the key lets EventBridge in, which tells keys no source', async () => {
    const { emulator, KeyId } = await encrypted([]);
    const { events, sns, clock } = emulator.home;
    events.rules.put({ name: 'told', eventPattern: { source: ['mine'] }, targets: [{ Id: 'people', Arn: topicArn }] });
    const emitted = async (Condition: object) => {
      const use = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'] };
      const own = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [own, { ...use, Resource: '*', Condition }] });
      await request(emulator, 'kms', 'PutKeyPolicy', { KeyId, Policy });
      events.emit({ source: 'mine', detailType: 'Told', detail: {} });
      await clock.idle();
      return sns.messages(topicArn).length;
    };
    expect(await emitted({ StringEquals: { 'aws:SourceAccount': '123456789012' } })).toBe(0);
    expect(await emitted({ StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': topicArn } })).toBe(1);
  });

  it('takes none where there is no such key', async () => {
    const emulator = await localAws();
    emulator.home.sns.createTopic('outcomes', { KmsMasterKeyId: 'alias/ours' });
    const { error } = await ask(emulator, 'Publish', { TopicArn: topicArn, Message: 'ready' });
    expect(error).toMatchObject({ Code: 'KMSNotFound' });
  });
});
