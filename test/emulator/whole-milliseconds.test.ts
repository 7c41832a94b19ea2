import { expect, it } from 'vitest';
import { request } from '../local-aws.ts';
import { createFunction, invoke, lambdaAws } from './lambda/functions.ts';
import { run } from './states/executions.ts';

it('No fraction of a millisecond leaves the local AWS', async () => {
  const aws = await lambdaAws();
  await aws.home.clock.sleep(1.2345671, 'what takes fractions');
  const { QueueUrl } = await request(aws, 'sqs', 'CreateQueue', { QueueName: 'inbox' });
  await request(aws, 'sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' });
  const { Messages } = await request(aws, 'sqs', 'ReceiveMessage', { QueueUrl, AttributeNames: ['All'] });
  expect(Messages[0].Attributes.SentTimestamp).toMatch(/^\d{13}$/);
  const { output } = await run(aws, { P: { Type: 'Pass', Output: '{% $millis() %}', End: true } });
  expect(output).toBe(Math.floor(output));
  createFunction(aws, 'asks', 'export const handler = async (_, context) => context.getRemainingTimeInMillis();');
  const { payload } = await invoke(aws, 'asks');
  expect(payload).toBe(Math.floor(payload));
});
