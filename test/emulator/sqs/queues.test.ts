import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';

const ask = (emulator: Emulator, operation: string, input: object) => request(emulator, 'sqs', operation, input);

async function withQueue(Attributes: Record<string, string> = {}) {
  const emulator = await localAws();
  const { QueueUrl } = await ask(emulator, 'CreateQueue', { QueueName: 'inbox', Attributes });
  return { emulator, clock: emulator.home.clock, QueueUrl };
}

describe('a queue', () => {
  it('is found by its name and describes itself', async () => {
    const { emulator, QueueUrl } = await withQueue({ VisibilityTimeout: '60' });
    expect(QueueUrl).toBe(`${emulator.url}/123456789012/inbox`);
    expect(await ask(emulator, 'GetQueueUrl', { QueueName: 'inbox' })).toEqual({ QueueUrl });
    expect(await ask(emulator, 'ListQueues', { QueueNamePrefix: 'in' })).toEqual({ QueueUrls: [QueueUrl] });
    const { Attributes } = await ask(emulator, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:123456789012:inbox',
      VisibilityTimeout: '60',
      MessageRetentionPeriod: '345600',
      ApproximateNumberOfMessages: '0',
      CreatedTimestamp: String(Date.UTC(2026, 0, 5, 9) / 1000),
    });
    expect(await ask(emulator, 'GetQueueAttributes', { QueueUrl })).toEqual({});
  });

  it.each([
    [{ Label: 'a b' }, /for parameter Label is invalid/],
    [{ Actions: ['DeleteQueue'] }, /Value SQS:DeleteQueue for parameter ActionName is invalid/],
    [{ AWSAccountIds: ['me'] }, /for parameter PrincipalId is invalid. Reason: Unable to verify/],
  ])('gives no permission with %o', async (wrong, message) => {
    const { emulator, QueueUrl } = await withQueue();
    const right = { QueueUrl, Label: 'one', Actions: ['SendMessage'], AWSAccountIds: ['210987654321'] };
    await expect(ask(emulator, 'AddPermission', { ...right, ...wrong })).rejects.toMatchObject({ message: expect.stringMatching(message) });
    await ask(emulator, 'AddPermission', right);
    const { Attributes } = await ask(emulator, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] });
    expect(JSON.parse(Attributes.Policy).Statement).toHaveLength(1);
  });

  it('is gone when it is deleted, with its policy, and its name is free a minute later', async () => {
    const { emulator, clock, QueueUrl } = await withQueue();
    const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }];
    await ask(emulator, 'SetQueueAttributes', { QueueUrl, Attributes: { Policy: JSON.stringify({ Statement }) } });
    const { resourcePolicies } = emulator.home.iam;
    expect(resourcePolicies.of('arn:aws:sqs:us-east-1:123456789012:inbox')).toHaveLength(1);
    await ask(emulator, 'DeleteQueue', { QueueUrl });
    expect(resourcePolicies.of('arn:aws:sqs:us-east-1:123456789012:inbox')).toEqual([]);
    await expect(ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'x' })).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
    const again = () => ask(emulator, 'CreateQueue', { QueueName: 'inbox' });
    await expect(again()).rejects.toMatchObject({ code: 'QueueDeletedRecently' });
    await clock.advance(60);
    expect(await again()).toEqual({ QueueUrl });
  });

  it('has each tag that it is given, whatever its key', async () => {
    const { emulator, QueueUrl } = await withQueue();
    const Tags = JSON.parse('{"__proto__":"a","constructor":"b"}');
    await ask(emulator, 'TagQueue', { QueueUrl, Tags });
    expect(Object.entries((await ask(emulator, 'ListQueueTags', { QueueUrl })).Tags)).toEqual(Object.entries(Tags));
  });

  it('is gone at once for whoever waits for its messages', async () => {
    const { emulator, clock, QueueUrl } = await withQueue();
    const hold = clock.hold();
    const waiting = ask(emulator, 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 }).catch(({ code }) => code);
    const { awaiting } = emulator.home.sqs.queue(QueueUrl);
    while (awaiting.size === 0) await new Promise(setImmediate);
    await ask(emulator, 'DeleteQueue', { QueueUrl });
    expect(await waiting).toBe('QueueDoesNotExist');
    hold.release();
  });

  it('gives a message back before its time, to whoever waits for one', async () => {
    const { emulator, clock, QueueUrl } = await withQueue();
    await ask(emulator, 'SendMessageBatch', { QueueUrl, Entries: [{ Id: 'a', MessageBody: 'x' }] });
    const { Messages } = await ask(emulator, 'ReceiveMessage', { QueueUrl });
    const { ReceiptHandle } = Messages[0];
    const waiting = ask(emulator, 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
    const hold = clock.hold();
    const begun = clock.now();
    await ask(emulator, 'ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    hold.release();
    expect((await waiting).Messages).toMatchObject([{ Body: 'x' }]);
    expect(clock.now()).toBe(begun);
    const entries = [
      { Id: 'gone', ReceiptHandle },
      { Id: 'bad', ReceiptHandle: 'x' },
    ];
    expect(await ask(emulator, 'DeleteMessageBatch', { QueueUrl, Entries: entries })).toMatchObject({
      Successful: [{ Id: 'gone' }],
      Failed: [{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }],
    });
    const late = ask(emulator, 'ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 1 });
    await expect(late).rejects.toThrow('Message does not exist or is not available for visibility timeout change.');
  });

  it('is told by the queues whose messages it takes when they fail', async () => {
    const { emulator, QueueUrl } = await withQueue();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:inbox', maxReceiveCount: 1 });
    const source = await ask(emulator, 'CreateQueue', { QueueName: 'source', Attributes: { RedrivePolicy } });
    expect(await ask(emulator, 'ListDeadLetterSourceQueues', { QueueUrl })).toEqual({ queueUrls: [source.QueueUrl] });
  });

  it.each([
    ['no entry', [], 'EmptyBatchRequest'],
    [
      'an id that stands twice',
      [
        { Id: 'a', MessageBody: '1' },
        { Id: 'a', MessageBody: '2' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
  ])('refuses a batch with %s', async (_, Entries, code) => {
    const { emulator, QueueUrl } = await withQueue();
    await expect(ask(emulator, 'SendMessageBatch', { QueueUrl, Entries })).rejects.toMatchObject({ code });
  });

  it('is the same one when it is created again alike, and another is refused', async () => {
    const { emulator, QueueUrl } = await withQueue({ VisibilityTimeout: '60' });
    const again = (VisibilityTimeout: string) => ask(emulator, 'CreateQueue', { QueueName: 'inbox', Attributes: { VisibilityTimeout } });
    expect(await again('60')).toEqual({ QueueUrl });
    await expect(again('30')).rejects.toMatchObject({ code: 'QueueNameExists' });
  });

  it.each([
    ['a value out of range', { QueueName: 'q', Attributes: { VisibilityTimeout: '43201' } }, 'InvalidAttributeValue'],
    ['a policy that is not JSON', { QueueName: 'q', Attributes: { Policy: 'all' } }, 'InvalidAttributeValue'],
    ['a redrive allow policy that is a list', { QueueName: 'q', Attributes: { RedriveAllowPolicy: '[]' } }, 'InvalidAttributeValue'],
    ['a redrive policy that is null', { QueueName: 'q', Attributes: { RedrivePolicy: 'null' } }, 'InvalidAttributeValue'],
    ['an attribute that nobody sets', { QueueName: 'q', Attributes: { QueueArn: 'arn' } }, 'InvalidAttributeName'],
    ['a name with a space', { QueueName: 'my queue' }, 'InvalidParameterValueException'],
    ['a number with an exponent', { QueueName: 'q', Attributes: { VisibilityTimeout: '1e3' } }, 'InvalidAttributeValue'],
    [
      'a time for data keys that is out of range',
      { QueueName: 'q', Attributes: { KmsDataKeyReusePeriodSeconds: '59' } },
      'InvalidAttributeValue',
    ],
    ['a switch that is neither on nor off', { QueueName: 'q', Attributes: { SqsManagedSseEnabled: 'maybe' } }, 'InvalidAttributeValue'],
    ['no number', { QueueName: 'q', Attributes: { DelaySeconds: '' } }, 'InvalidAttributeValue'],
    ['a name that every object has', { QueueName: 'q', Attributes: { constructor: '1' } }, 'InvalidAttributeName'],
    ['a name that objects treat as their own', { QueueName: 'q', Attributes: JSON.parse('{"__proto__":"1"}') }, 'InvalidAttributeName'],
    ['an attribute that nobody knows', { QueueName: 'q', Attributes: { Colour: 'red' } }, 'InvalidAttributeName'],
    ['a policy that says nothing', { QueueName: 'q', Attributes: { Policy: '{"Statement":[{}]}' } }, 'InvalidAttributeValue'],
    ['no name', {}, 'MissingRequiredParameterException'],
    ['a FIFO queue’s name', { QueueName: 'q.fifo' }, 'InvalidParameterValueException'],
    ['a FIFO queue without such a name', { QueueName: 'q', Attributes: { FifoQueue: 'true' } }, 'InvalidParameterValueException'],
    ['a FIFO queue', { QueueName: 'q.fifo', Attributes: { FifoQueue: 'true' } }, 'UnsupportedOperation'],
  ])('is refused with %s', async (_, input, code) => {
    const emulator = await localAws();
    await expect(ask(emulator, 'CreateQueue', input)).rejects.toMatchObject({ code });
  });

  it('hides a received message for its visibility timeout, until it is deleted', async () => {
    const { emulator, clock, QueueUrl } = await withQueue({ VisibilityTimeout: '30' });
    await ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'hello' });
    const receive = async () => (await ask(emulator, 'ReceiveMessage', { QueueUrl, AttributeNames: ['All'] })).Messages;
    const [first] = await receive();
    expect(first).toMatchObject({
      Body: 'hello',
      MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
      Attributes: { ApproximateReceiveCount: '1' },
    });
    expect(await receive()).toBeUndefined();
    await clock.advance(29);
    expect(await receive()).toBeUndefined();
    await clock.advance(1);
    const [second] = await receive();
    expect(second).toMatchObject({ MessageId: first.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
    await ask(emulator, 'DeleteMessage', { QueueUrl, ReceiptHandle: second.ReceiptHandle });
    await clock.advance(60);
    expect(await receive()).toBeUndefined();
    await expect(ask(emulator, 'DeleteMessage', { QueueUrl, ReceiptHandle: 'mine' })).rejects.toMatchObject({
      code: 'ReceiptHandleIsInvalid',
    });
  });

  it('is polled as long as told, in virtual time: until a message may be received', async () => {
    const { emulator, clock, QueueUrl } = await withQueue({ VisibilityTimeout: '5', ReceiveMessageWaitTimeSeconds: '20' });
    const receive = async (more: object = {}) => {
      const began = clock.now();
      const { Messages = [] } = await ask(emulator, 'ReceiveMessage', { QueueUrl, ...more });
      return [Messages[0]?.Body, (clock.now() - began) / 1000];
    };
    expect(await receive({ WaitTimeSeconds: 0 })).toEqual([undefined, 0]);
    expect(await receive()).toEqual([undefined, 20]);
    await ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'late', DelaySeconds: 3 });
    expect(await receive({ WaitTimeSeconds: 2 })).toEqual([undefined, 2]);
    expect(await receive()).toEqual(['late', 1]);
    expect(await receive(), 'after its visibility timeout').toEqual(['late', 5]);
    await ask(emulator, 'PurgeQueue', { QueueUrl });
    clock.after('drive', 7, 'send', () => emulator.home.sqs.send('inbox', 'sent meanwhile'));
    expect(await receive()).toEqual(['sent meanwhile', 7]);
  });

  it.each([
    ['GetQueueAttributes', { AttributeNames: ['Colour'] }, 'InvalidAttributeName'],
    ['ReceiveMessage', { MessageSystemAttributeNames: ['Colour'] }, 'InvalidAttributeName'],
    ['ReceiveMessage', { ReceiveRequestAttemptId: 'a' }, 'InvalidParameterValueException'],
    ['ReceiveMessage', { VisibilityTimeout: 43_201 }, 'InvalidParameterValueException'],
    ['SendMessage', { MessageBody: 'x', MessageDeduplicationId: 'a' }, 'InvalidParameterValueException'],
    [
      'SendMessage',
      { MessageBody: 'x', MessageSystemAttributes: { Other: { DataType: 'String', StringValue: 'x' } } },
      'InvalidParameterValueException',
    ],
    ['SendMessage', {}, 'MissingRequiredParameterException'],
  ])('refuses %s with %j by name', async (operation, input, code) => {
    const { emulator, QueueUrl } = await withQueue();
    await expect(ask(emulator, operation, { QueueUrl, ...input })).rejects.toMatchObject({ code });
  });

  it('gives ten messages at most, late ones later, and forgets them after their retention', async () => {
    const { emulator, clock, QueueUrl } = await withQueue({ MessageRetentionPeriod: '60' });
    for (let n = 0; n < 11; n++) await ask(emulator, 'SendMessage', { QueueUrl, MessageBody: `${n}` });
    await ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'late', DelaySeconds: 50 });
    const receive = async (MaxNumberOfMessages: number) =>
      (await ask(emulator, 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages })).Messages;
    expect(await receive(10)).toHaveLength(10);
    expect(await receive(10)).toHaveLength(1);
    await clock.advance(50);
    const count = async () =>
      (await ask(emulator, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })).Attributes;
    expect(await count()).toEqual({ ApproximateNumberOfMessages: '12' });
    await clock.advance(10);
    expect(await count()).toEqual({ ApproximateNumberOfMessages: '0' });
    await expect(receive(11)).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  });

  it('carries message attributes with AWS’s digest', async () => {
    const { emulator, QueueUrl } = await withQueue();
    const MessageAttributes = {
      color: { DataType: 'String', StringValue: 'red' },
      bytes: { DataType: 'Binary', BinaryValue: Buffer.from('abc').toString('base64') },
    };
    const sent = await ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'hello', MessageAttributes });
    const { Messages } = await ask(emulator, 'ReceiveMessage', { QueueUrl, MessageAttributeNames: ['All'] });
    expect(Messages[0].MessageAttributes).toEqual(MessageAttributes);
    expect(Messages[0].MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    // the digest of `color` alone, computed from AWS's description of the algorithm
    await ask(emulator, 'PurgeQueue', { QueueUrl });
    const one = await ask(emulator, 'SendMessage', {
      QueueUrl,
      MessageBody: 'hello',
      MessageAttributes: { color: MessageAttributes.color },
    });
    expect(one.MD5OfMessageAttributes).toBe('20ca9041878c8c65d5a4bf6eaf446c21');
  });

  it('gives up a message that was received too often to its dead-letter queue', async () => {
    const emulator = await localAws();
    const { sqs, clock } = emulator.home;
    const letters = sqs.createQueue('dead-letters');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: letters, maxReceiveCount: 2 });
    const inbox = sqs.createQueue('inbox', { VisibilityTimeout: '10', RedrivePolicy });
    sqs.send(inbox, 'poison');
    for (let n = 0; n < 3; n++) {
      await ask(emulator, 'ReceiveMessage', { QueueUrl: `${emulator.url}/123456789012/inbox` });
      await clock.advance(10);
    }
    expect(sqs.messages(inbox)).toEqual([]);
    expect(sqs.messages(letters)).toMatchObject([{ body: 'poison', receiveCount: 2, deadLetterSource: inbox }]);
  });

  it('waits, and gives up what was received too often, among very many messages', async () => {
    const emulator = await localAws();
    const { sqs, clock } = emulator.home;
    const letters = sqs.createQueue('dead-letters');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: letters, maxReceiveCount: 1 });
    const inbox = sqs.createQueue('inbox', { RedrivePolicy });
    const message = { ...sqs.send(inbox, 'many', {}, { delaySeconds: 900 }), receiveCount: 1 };
    sqs.queue(inbox).messages = Array.from({ length: 200_000 }, () => ({ ...message }));
    const receive = () => ask(emulator, 'ReceiveMessage', { QueueUrl: `${emulator.url}/123456789012/inbox`, WaitTimeSeconds: 20 });
    expect(await receive()).toEqual({});
    await clock.advance(900);
    expect(await receive()).toEqual({});
    expect([sqs.messages(inbox).length, sqs.messages(letters).length]).toEqual([0, 200_000]);
  });

  it('is asked for by its owner, too, which is the caller’s own account', async () => {
    const { emulator, QueueUrl } = await withQueue();
    const owned = (QueueOwnerAWSAccountId: string) => ask(emulator, 'GetQueueUrl', { QueueName: 'inbox', QueueOwnerAWSAccountId });
    expect(await owned('123456789012')).toEqual({ QueueUrl });
    await expect(owned('210987654321')).rejects.toMatchObject({ code: 'UnsupportedOperation' });
  });

  it('is purged once a minute', async () => {
    const { emulator, QueueUrl } = await withQueue();
    await ask(emulator, 'PurgeQueue', { QueueUrl });
    await expect(ask(emulator, 'PurgeQueue', { QueueUrl })).rejects.toMatchObject({
      code: 'PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on inbox is allowed every 60 seconds.',
    });
    await emulator.home.clock.advance(60);
    await ask(emulator, 'PurgeQueue', { QueueUrl });
  });

  it('is encrypted by KMS instead of SQS where it names a key', async () => {
    const { emulator, QueueUrl } = await withQueue({ KmsMasterKeyId: 'alias/aws/sqs' });
    const { Attributes } = await ask(emulator, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({ SqsManagedSseEnabled: 'false', KmsDataKeyReusePeriodSeconds: '300' });
  });

  it('takes no attribute that XML cannot hold', async () => {
    const { emulator, QueueUrl } = await withQueue();
    const MessageAttributes = { a: { DataType: 'String', StringValue: '\b' } };
    await expect(ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'x', MessageAttributes })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
    });
  });

  it('that does not exist, and a message that is too long, are refused', async () => {
    const { emulator, QueueUrl } = await withQueue({ MaximumMessageSize: '1024' });
    await expect(ask(emulator, 'SendMessage', { QueueUrl: `${QueueUrl}x`, MessageBody: 'a' })).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
    await expect(ask(emulator, 'SendMessage', { QueueUrl, MessageBody: 'a'.repeat(1025) })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    });
  });
});
