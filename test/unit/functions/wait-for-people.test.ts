import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { readLease } from '../../../core/record/lease.ts';
import { handler } from '../../../functions/wait-for-people.ts';
import { sfn } from '../aws.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy, store, stored } from '../record.ts';
import { serverFault } from '../service-errors.ts';

const waiting = {
  for: 'certificate',
  since: '2026-01-01T00:00:00.000Z',
  deadline: '2026-01-31T00:00:00.000Z',
  publish: { subject: 'A certificate is wanted', message: 'Sign the CSR.' },
};
const event = {
  lease,
  waiting,
  token: 'token-1',
};
const sent = () => sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  sfn.reset();
  sfn.on(SendTaskSuccessCommand).resolves({});
  emptyRecord();
});

test('keeps the token until people answer', async () => {
  expect(await handler(event, context)).toEqual({ answered: false });

  expect(stored('waiting#provision')).toMatchObject({
    for: 'certificate',
    token: 'token-1',
    deadline: waiting.deadline,
    execution,
    hash: lease.hash,
  });
  expect(sent()).toEqual([]);
});

test('gives the lease back once it is on record who waits', async () => {
  leaseHeldBy(execution);
  await handler(event, context);

  expect(await readLease('production')).toBeUndefined();
});

test('leaves the lease of whoever works on the environment meanwhile', async () => {
  leaseHeldBy(otherExecution, { intent: 'scale' });
  await handler(event, context);

  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
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
