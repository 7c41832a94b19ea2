import { beforeEach, expect, test } from 'vitest';
import { answeredSince, readWaiting, recordAnswer, recordWaiting } from '../../../../core/record/waiting-item.ts';
import { emptyRecord, store, stored } from '../../record.ts';

const waiting = {
  for: 'certificate',
  since: '2026-01-01T00:00:00.000Z',
  deadline: '2026-01-31T00:00:00.000Z',
  publish: { subject: 'A certificate is wanted', message: 'Sign the CSR.' },
  perHour: 1.6,
  details: { csrSha256: 'abc' },
};
const madeAt = '2026-01-01T00:00:01.000Z';
const execution = 'arn:aws:states:us-east-1:123456789012:execution:entry:run';

beforeEach(emptyRecord);

test('keeps what is waited for, and the token that ends the wait', async () => {
  await recordWaiting('production', 'provision', waiting, { token: 'token-1', execution, hash: 'aa11', madeAt });

  expect(stored('waiting#provision')).toEqual({
    for: 'certificate',
    since: waiting.since,
    deadline: waiting.deadline,
    message: 'Sign the CSR.',
    details: '{"csrSha256":"abc"}',
    perHour: '1.6',
    token: 'token-1',
    madeAt,
    execution,
    hash: 'aa11',
  });
  expect(await readWaiting('production', 'provision')).toEqual({
    for: 'certificate',
    since: waiting.since,
    deadline: waiting.deadline,
    message: 'Sign the CSR.',
    details: { csrSha256: 'abc' },
    perHour: 1.6,
    token: 'token-1',
    execution,
    hash: 'aa11',
    answered: false,
  });
});

test('the next token takes the place of the one that ran out, and an answer stays', async () => {
  await recordWaiting('production', 'provision', waiting, { token: 'token-1', execution, hash: 'aa11', madeAt });
  store('waiting#provision', { answer: '{"ok":true}', answeredAt: '2026-01-02T00:00:00.000Z' });

  await recordWaiting('production', 'provision', waiting, {
    token: 'token-2',
    execution,
    hash: 'aa11',
    madeAt: '2026-01-02T00:00:01.000Z',
  });

  expect(stored('waiting#provision')).toMatchObject({ token: 'token-2', answer: '{"ok":true}' });
});

test.each([
  ['since the wait began', '2026-01-01T00:00:00.000Z', true],
  ['in the moment it began, written otherwise', '2026-01-01T00:00:00Z', true],
  ['to an earlier wait', '2025-12-31T23:59:59.999Z', false],
])('an answer %s', async (_, answeredAt, found) => {
  store('waiting#provision', { answer: '{}', answeredAt });

  expect(await answeredSince('production', 'provision', waiting.since)).toBe(found);
});

test('an answer to another intent is none', async () => {
  store('waiting#rotate', { answer: '{}', answeredAt: '2026-01-02T00:00:00.000Z' });

  expect(await answeredSince('production', 'provision', waiting.since)).toBe(false);
});

test('an answer of a clock that is behind counts for the wait that it answers', async () => {
  await recordWaiting('production', 'provision', waiting, { token: 'token-1', execution, hash: 'aa11', madeAt });

  await recordAnswer('production', 'provision', '2025-12-31T23:59:00.000Z');

  expect(await readWaiting('production', 'provision')).toMatchObject({ answered: true });
  expect(await answeredSince('production', 'provision', waiting.since)).toBe(true);
});

test('where nothing was ever waited for there is no wait', async () => {
  expect(await readWaiting('production', 'provision')).toBeUndefined();
});
