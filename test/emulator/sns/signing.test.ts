import { verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { double } from '../events/target-double.ts';

/** What subscribers verify, line by line: Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages". */
const signedText = (message: Record<string, string>) =>
  ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');

async function published(attributes: Record<string, string> = {}, subject?: string) {
  const aws = await localAws();
  const { sns, sqs, clock } = aws.home;
  const topic = sns.createTopic('signed', attributes);
  const queue = sqs.createQueue('inbox');
  sns.subscribe(topic, 'sqs', queue);
  await aws.home.call('sns', 'Publish', { TopicArn: topic, Message: 'a message\nof two lines', Subject: subject }, person);
  await clock.idle();
  const message = JSON.parse(sqs.messages(queue)[0]!.body) as Record<string, string>;
  const response = await fetch(message.SigningCertURL!);
  return { aws, message, certificate: new X509Certificate(await response.text()) };
}

const person = { kind: 'person' as const, arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };

describe('a notification', () => {
  it.each([
    ['1', 'sha1', {}],
    ['2', 'sha256', { SignatureVersion: '2' }],
  ])('of signature version %s is signed by the key of the certificate that it names', async (version, hash, attributes) => {
    for (const subject of [undefined, 'Outcome']) {
      const { message, certificate } = await published(attributes, subject);
      expect(message.SignatureVersion).toBe(version);
      const isValid = (text: string) => verify(hash, Buffer.from(text), certificate.publicKey, Buffer.from(message.Signature!, 'base64'));
      expect(isValid(signedText(message))).toBe(true);
      expect(isValid(signedText({ ...message, Message: 'another' }))).toBe(false);
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.parse(message.Timestamp!));
    }
  });

  it('names a certificate of this emulator alone', async () => {
    const { aws, message } = await published();
    const other = message.SigningCertURL!.replace(/-\w+\.pem$/, '-0.pem');
    expect(await (await fetch(other)).json()).toEqual({ code: 'NotFound', message: expect.stringContaining('SimpleNotificationService-') });
    expect(message.SigningCertURL).toMatch(new RegExp(`^${aws.url}/_emulator/sns/SimpleNotificationService-[0-9a-f]{32}\\.pem$`));
  });

  it('comes to a function with the names that Lambda’s events have', async () => {
    const { home } = await localAws();
    const invoked = double('lambda', 'Invoke', () => ({ StatusCode: 202, Payload: Buffer.alloc(0) }));
    const topic = home.sns.createTopic('signed');
    home.sns.subscribe(topic, 'lambda', 'arn:aws:lambda:us-east-1:123456789012:function:notify');
    await home.call('sns', 'Publish', { TopicArn: topic, Message: 'for functions' }, person);
    await home.clock.idle();
    const { Sns } = JSON.parse(invoked[0]!.input.Payload).Records[0];
    expect(Object.keys(Sns).toSorted()).toEqual(
      'Message MessageAttributes MessageId Signature SignatureVersion SigningCertUrl Subject Timestamp TopicArn Type UnsubscribeUrl'.split(
        ' ',
      ),
    );
    expect(Sns).toMatchObject({ Subject: null, MessageAttributes: {} });
  });

  it('tells a function version 1, also where it is signed as version 2 says', async () => {
    const { home } = await localAws();
    const invoked = double('lambda', 'Invoke', () => ({ StatusCode: 202, Payload: Buffer.alloc(0) }));
    const topic = home.sns.createTopic('signed', { SignatureVersion: '2' });
    home.sns.subscribe(topic, 'lambda', 'arn:aws:lambda:us-east-1:123456789012:function:notify');
    await home.call('sns', 'Publish', { TopicArn: topic, Message: 'for functions', Subject: 'Outcome' }, person);
    await home.clock.idle();
    const { Sns } = JSON.parse(invoked[0]!.input.Payload).Records[0];
    expect(Sns.SignatureVersion).toBe('1');
    const certificate = new X509Certificate(await (await fetch(Sns.SigningCertUrl)).text());
    expect(verify('sha256', Buffer.from(signedText(Sns)), certificate.publicKey, Buffer.from(Sns.Signature, 'base64'))).toBe(true);
  });
});
