import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/wait-for-people.ts';
import { sfn } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, store, stored } from '../record.ts';
import { serverFault } from '../service-errors.ts';

const waiting = {
  for: 'certificate',
  since: '2026-01-01T00:00:00.000Z',
  deadline: '2026-01-31T00:00:00.000Z',
  publish: { subject: 'A certificate is wanted', message: 'Sign the CSR.' },
};
const event = {
  environment: 'production',
  intent: 'provision',
  waiting,
  token: 'token-1',
  execution: 'arn:aws:states:us-east-1:123456789012:execution:entry:run',
};
const sent = () => sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  sfn.reset();
  sfn.on(SendTaskSuccessCommand).resolves({});
  emptyRecord();
});

test('keeps the token until people answer', async () => {
  expect(await handler(event, context)).toEqual({ answered: false });

  expect(stored('waiting#provision')).toMatchObject({ for: 'certificate', token: 'token-1', deadline: waiting.deadline });
  expect(sent()).toEqual([]);
});

test('an answer that came while no token was out ends the wait at once', async () => {
  store('waiting#provision', { answer: '{"approved":true}', answeredAt: '2026-01-02T00:00:00.000Z' });

  expect(await handler(event, context)).toEqual({ answered: true });
  expect(sent()).toEqual([{ taskToken: 'token-1', output: '{"approved":true}' }]);
});

test('an answer to an earlier wait does not', async () => {
  store('waiting#provision', { answer: '{"approved":true}', answeredAt: '2025-12-31T00:00:00.000Z' });

  expect(await handler(event, context)).toEqual({ answered: false });
  expect(sent()).toEqual([]);
});

test('the token is on record before the answer is looked for: who answers in between finds it', async () => {
  store('waiting#provision', { answer: '{}', answeredAt: '2026-01-02T00:00:00.000Z' });
  sfn.on(SendTaskSuccessCommand).rejects(serverFault('InternalServerError'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(stored('waiting#provision')).toMatchObject({ token: 'token-1' });
});
