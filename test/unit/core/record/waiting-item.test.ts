import { beforeEach, expect, test } from 'vitest';
import { answerSince, recordWaiting } from '../../../../core/record/waiting-item.ts';
import { emptyRecord, store, stored } from '../../record.ts';

const waiting = {
  for: 'certificate',
  since: '2026-01-01T00:00:00.000Z',
  deadline: '2026-01-31T00:00:00.000Z',
  publish: { subject: 'A certificate is wanted', message: 'Sign the CSR.' },
};

beforeEach(emptyRecord);

test('keeps what is waited for, and the token that ends the wait', async () => {
  await recordWaiting('production', 'provision', waiting, 'token-1');

  expect(stored('waiting#provision')).toEqual({ for: 'certificate', since: waiting.since, deadline: waiting.deadline, token: 'token-1' });
});

test('the next token takes the place of the one that ran out, and an answer stays', async () => {
  await recordWaiting('production', 'provision', waiting, 'token-1');
  store('waiting#provision', { answer: '{"ok":true}', answeredAt: '2026-01-02T00:00:00.000Z' });

  await recordWaiting('production', 'provision', waiting, 'token-2');

  expect(stored('waiting#provision')).toMatchObject({ token: 'token-2', answer: '{"ok":true}' });
});

test.each([
  ['since the wait began', '2026-01-01T00:00:00.000Z', '{"ok":true}'],
  ['in the moment it began, written otherwise', '2026-01-01T00:00:00Z', '{"ok":true}'],
  ['to an earlier wait', '2025-12-31T23:59:59.999Z', undefined],
])('an answer %s', async (_, answeredAt, found) => {
  store('waiting#provision', { answer: '{"ok":true}', answeredAt });

  expect(await answerSince('production', 'provision', waiting.since)).toBe(found);
});

test('an answer to another intent is none', async () => {
  store('waiting#rotate', { answer: '{}', answeredAt: '2026-01-02T00:00:00.000Z' });

  expect(await answerSince('production', 'provision', waiting.since)).toBeUndefined();
});
