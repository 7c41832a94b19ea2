import { expect, test } from 'vitest';
import { knownToBeThere, lateAnswer } from '../../../../core/errors/late.ts';
import { rejection } from '../../service-errors.ts';

const details = { doing: 'reading a thing', to: 'thing-1', problem: 'AWS does not show it, though this run has created it' };
const late = { name: 'TransientServiceError', details };

test('gives what the read finds', async () => {
  expect(await knownToBeThere(async () => 'thing', details)).toBe('thing');
});

test('what is known to be there and is not shown is looked for again', async () => {
  await expect(knownToBeThere(async () => undefined, details)).rejects.toMatchObject(late);
});

test('so is what AWS says is not there, with its words as the cause', async () => {
  const error = rejection('ResourceNotFoundException');

  await expect(knownToBeThere(() => Promise.reject(error), details, ['ResourceNotFoundException'])).rejects.toMatchObject({
    ...late,
    cause: error,
  });
});

test('a denied read is not late', async () => {
  const error = rejection('AccessDeniedException');

  await expect(knownToBeThere(() => Promise.reject(error), details, ['ResourceNotFoundException'])).rejects.toBe(error);
});

test('says what to do where it stays so, and may say better', () => {
  expect(lateAnswer(details).details.remedy).toContain('start the workflow again');
  expect(lateAnswer({ ...details, remedy: 'ask KMS' }).details.remedy).toBe('ask KMS');
});
