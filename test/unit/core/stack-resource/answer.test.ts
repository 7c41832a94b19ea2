import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { answerStack, requireTaker } from '../../../../core/stack-resource/answer.ts';
import { stackAnswers } from '../../stack-answers.ts';

const request = { RequestType: 'Create', StackId: 'stack', RequestId: '1', LogicalResourceId: 'It', ResourceProperties: {} } as const;

test.each(['word ', 'ü', '\u2028', '"'])('of a reason of %j, CloudFormation gets as much as it takes', async (word) => {
  const { url, answers } = await stackAnswers();

  await answerStack({ ...request, ResponseURL: url }, { Status: 'FAILED', PhysicalResourceId: 'none', Reason: word.repeat(5000) });

  const [told] = answers as [Buffer];
  expect(told.length).toBeLessThanOrEqual(4096);
  expect(told.length).toBeGreaterThan(4085);
  expect(JSON.parse(told.toString())).toMatchObject({ LogicalResourceId: 'It', Reason: expect.stringMatching(`^${word}`) });
});

test('the commands of a reason come to the deployment that refused, from wherever they are typed', async () => {
  const { url, answers } = await stackAnswers();
  vi.stubEnv('STAGE', 'prod');
  vi.stubEnv('AWS_REGION', 'us-west-2');

  await answerStack(
    { ...request, ResponseURL: url },
    { Status: 'FAILED', PhysicalResourceId: 'none', Reason: 'provision it once (`npx hsm provision -f production.json`)' },
  );

  expect(JSON.parse(answers[0]!.toString())).toMatchObject({
    Reason: 'provision it once (`npx hsm provision -f production.json --stage prod --region us-west-2`)',
  });
});

const bucket = 'https://cloudformation-custom-resource-response';
const StackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/payments/1';

test.each([
  `${bucket}-useast1.s3.amazonaws.com/answer?X-Amz-Signature=1`,
  `${bucket}-eucentral1.s3.eu-central-1.amazonaws.com/answer`,
  `${bucket}-uswest2.s3-us-west-2.amazonaws.com/answer`,
  `${bucket}-cnnorth1.s3.cn-north-1.amazonaws.com.cn/answer`,
])('an answer goes where CloudFormation takes it: %s', (ResponseURL) => {
  expect(() => requireTaker({ ResponseURL, StackId })).not.toThrow();
});

test.each([
  [
    'to a domain whose name only ends like that of AWS',
    `${bucket}-useast1.s3.evil-amazonaws.com/answer`,
    'cloudformation-custom-resource-response-useast1.s3.evil-amazonaws.com',
  ],
  [
    'to a domain that begins like it',
    `${bucket}-useast1.s3.amazonaws.com.evil.example/answer`,
    'cloudformation-custom-resource-response-useast1.s3.amazonaws.com.evil.example',
  ],
  ['to another bucket', 'https://somebody.s3.amazonaws.com/answer', 'somebody.s3.amazonaws.com'],
  [
    'without encryption',
    `${bucket.replace('https', 'http')}-useast1.s3.amazonaws.com/answer`,
    'cloudformation-custom-resource-response-useast1.s3.amazonaws.com',
  ],
  ['to what is no URL', 'answer', 'no URL'],
])('nothing is sent %s, with a local AWS or without', (_, ResponseURL, host) => {
  for (const endpoint of ['', 'http://127.0.0.1:4566']) {
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
    onTestFinished(() => void vi.unstubAllEnvs());

    expect(() => requireTaker({ ResponseURL, StackId })).toThrow(
      expect.objectContaining({
        name: 'RequestRejected',
        details: expect.objectContaining({ to: StackId, problem: `its answer would go to ${host}, where CloudFormation takes none` }),
      }),
    );
  }
});

test('a local AWS takes the answers of its own stacks, and no others', () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
  onTestFinished(() => void vi.unstubAllEnvs());

  expect(() => requireTaker({ ResponseURL: 'http://127.0.0.1:4566/_emulator/answer', StackId })).not.toThrow();
  expect(() => requireTaker({ ResponseURL: 'http://127.0.0.1:4567/_emulator/answer', StackId })).toThrow(/127\.0\.0\.1:4567/);
});

test('an answer that CloudFormation does not take, or that reaches nobody, is sent again', async () => {
  const server = createServer((_, response) => void response.writeHead(503).end()).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const answering = () =>
    answerStack({ ...request, StackId, ResponseURL: url }, { Status: 'SUCCESS', PhysicalResourceId: 'production', Data: {} });

  await expect(answering()).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: StackId, problem: 'it answers 503' } });
  await new Promise((closed) => server.close(closed));
  await expect(answering()).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { problem: expect.stringContaining('it cannot be reached') },
  });
});
