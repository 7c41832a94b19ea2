import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';

/** A request as CLIs and SDKs of before SQS's JSON protocol send it: to the queue's URL, where there is one. */
async function ask(emulator: Emulator, Action: string, fields: Record<string, string> = {}) {
  const response = await fetch(fields.QueueUrl ?? emulator.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action, Version: '2012-11-05', ...fields }),
  });
  const body = new XMLParser({ parseTagValue: false }).parse(await response.text());
  return { status: response.status, result: body[`${Action}Response`]?.[`${Action}Result`], error: body.ErrorResponse?.Error };
}

describe('SQS’s older protocol', () => {
  it('serves the same queues', async () => {
    const emulator = await localAws();
    const created = await ask(emulator, 'CreateQueue', {
      QueueName: 'inbox',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '45',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'keys',
    });
    const QueueUrl = `${emulator.url}/123456789012/inbox`;
    expect(created.result).toEqual({ QueueUrl });
    expect((await ask(emulator, 'GetQueueUrl', { QueueName: 'inbox' })).result).toEqual({ QueueUrl });
    expect((await ask(emulator, 'ListQueues')).result).toEqual({ QueueUrl });
    const asked = { QueueUrl, 'AttributeName.1': 'QueueArn', 'AttributeName.2': 'VisibilityTimeout' };
    expect((await ask(emulator, 'GetQueueAttributes', asked)).result.Attribute).toEqual([
      { Name: 'VisibilityTimeout', Value: '45' },
      { Name: 'QueueArn', Value: 'arn:aws:sqs:us-east-1:123456789012:inbox' },
    ]);
  });

  it('has tags and batches', async () => {
    const emulator = await localAws();
    await ask(emulator, 'CreateQueue', { QueueName: 'inbox', 'Tag.1.Key': 'team', 'Tag.1.Value': 'keys' });
    const QueueUrl = `${emulator.url}/123456789012/inbox`;
    await ask(emulator, 'TagQueue', { QueueUrl, 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' });
    const pairs = [
      { Key: 'team', Value: 'keys' },
      { Key: 'a', Value: 'b' },
    ];
    expect((await ask(emulator, 'ListQueueTags', { QueueUrl })).result.Tag).toEqual(pairs);
    await ask(emulator, 'UntagQueue', { QueueUrl, 'TagKey.1': 'team' });
    expect((await ask(emulator, 'ListQueueTags', { QueueUrl })).result.Tag).toEqual(pairs[1]);
    const entry = 'SendMessageBatchRequestEntry';
    const batch = { [`${entry}.1.Id`]: '1', [`${entry}.1.MessageBody`]: 'x', [`${entry}.2.Id`]: '2', [`${entry}.2.MessageBody`]: '\u0001' };
    const { result } = await ask(emulator, 'SendMessageBatch', { QueueUrl, ...batch });
    expect(result.SendMessageBatchResultEntry).toMatchObject({ Id: '1', MD5OfMessageBody: expect.any(String) });
    expect(result.BatchResultErrorEntry).toMatchObject({ Id: '2', SenderFault: 'true', Code: 'InvalidMessageContents' });
  });

  it('sends, receives and deletes messages', async () => {
    const emulator = await localAws();
    emulator.home.sqs.createQueue('inbox');
    const QueueUrl = `${emulator.url}/123456789012/inbox`;
    const { result: sent } = await ask(emulator, 'SendMessage', {
      QueueUrl,
      MessageBody: '<hello> & goodbye',
      'MessageAttribute.1.Name': 'color',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'red',
    });
    const { result } = await ask(emulator, 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: '10',
      'AttributeName.1': 'ApproximateReceiveCount',
      'MessageAttributeName.1': 'All',
    });
    expect(result.Message).toMatchObject({
      MessageId: sent.MessageId,
      Body: '<hello> & goodbye',
      MD5OfBody: sent.MD5OfMessageBody,
      Attribute: { Name: 'ApproximateReceiveCount', Value: '1' },
      MessageAttribute: { Name: 'color', Value: { DataType: 'String', StringValue: 'red' } },
    });
    expect((await ask(emulator, 'DeleteMessage', { QueueUrl, ReceiptHandle: result.Message.ReceiptHandle })).status).toBe(200);
    expect(emulator.home.sqs.messages('inbox')).toEqual([]);
  });

  it('takes a form in the address, where the queue’s own URL stands for it', async () => {
    const emulator = await localAws();
    emulator.home.sqs.createQueue('inbox');
    const get = async (query: string) => (await fetch(`${emulator.url}/123456789012/inbox?${query}`)).text();
    expect(await get('Action=SendMessage&MessageBody=hello')).toContain('<MessageId>');
    expect(await get('Action=ReceiveMessage')).toContain('<Body>hello</Body>');
    expect(await get('Action=SendMessage&Version=2012-11-05')).toContain('<Code>MissingParameter</Code>');
    const older = { authorization: 'AWS4-HMAC-SHA256 Credential=any/20260105/us-east-1/sqs/aws4_request' };
    const body = new URLSearchParams({ Action: 'GetQueueUrl', QueueName: 'inbox', Version: '2009-02-01' });
    expect(await (await fetch(emulator.url, { method: 'POST', headers: older, body })).text()).toContain('/123456789012/inbox</QueueUrl>');
    const signed = 'Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential=210987654321%2F20260105%2Fus-east-1%2Fsts%2Faws4_request';
    expect(await (await fetch(`${emulator.url}/?${signed}`)).text()).toContain('<Account>210987654321</Account>');
  });

  it('keeps a carriage return, which XML would take for the end of a line', async () => {
    const emulator = await localAws();
    emulator.home.sqs.send(emulator.home.sqs.createQueue('inbox'), 'one\r\ntwo');
    const text = await (await fetch(`${emulator.url}/123456789012/inbox?Action=ReceiveMessage`)).text();
    expect(text).toContain('<Body>one&#xD;\ntwo</Body>');
  });

  it('names errors as it used to', async () => {
    const emulator = await localAws();
    expect(await ask(emulator, 'GetQueueUrl', { QueueName: 'nowhere' })).toMatchObject({
      status: 400,
      error: {
        Type: 'Sender',
        Code: 'AWS.SimpleQueueService.NonExistentQueue',
        Message: 'The specified queue does not exist for this wsdl version.',
      },
    });
  });

  it.each(['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch'])(
    'calls %s without entries an empty batch',
    async (Action) => {
      const emulator = await localAws();
      emulator.home.sqs.createQueue('inbox');
      const QueueUrl = `${emulator.url}/123456789012/inbox`;
      expect(await ask(emulator, Action, { QueueUrl })).toMatchObject({
        status: 400,
        error: { Code: 'AWS.SimpleQueueService.EmptyBatchRequest' },
      });
    },
  );

  it('lends its error codes to the JSON protocol, beside the exception’s name', async () => {
    const emulator = await localAws();
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.GetQueueUrl', 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ QueueName: 'nowhere' }),
    });
    expect(response.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
    expect(await response.json()).toMatchObject({ __type: 'QueueDoesNotExist' });
  });
});
