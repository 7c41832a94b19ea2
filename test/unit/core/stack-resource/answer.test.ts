import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { answerStack } from '../../../../core/stack-resource/answer.ts';

test.each(['word ', 'ü', '\u2028', '"'])('of a reason of %j, CloudFormation gets as much as it takes', async (word) => {
  let told = Buffer.alloc(0);
  const server = createServer(async (request, response) => {
    told = Buffer.concat(await request.toArray());
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const request = { RequestType: 'Create', StackId: 'stack', RequestId: '1', LogicalResourceId: 'It', ResourceProperties: {} } as const;

  await answerStack(
    { ...request, ResponseURL: `${url}/answer` },
    { Status: 'FAILED', PhysicalResourceId: 'none', Reason: word.repeat(5000) },
  );

  expect(told.length).toBeLessThanOrEqual(4096);
  expect(told.length).toBeGreaterThan(4085);
  expect(JSON.parse(told.toString())).toMatchObject({ LogicalResourceId: 'It', Reason: expect.stringMatching(`^${word}`) });
});
