import { beforeEach, expect, test } from 'vitest';
import { readOutcome, recordOutcome } from '../../../../core/record/outcome-item.ts';
import { execution, now, twoMinutesLater } from '../../executions.ts';
import { emptyRecord } from '../../record.ts';

const ended = { at: now, execution, outcome: { cluster: { id: 'cluster-1', hsms: [] }, keyStore: null } };

beforeEach(emptyRecord);

test('keeps how the last run of an intent ended', async () => {
  await recordOutcome('production', 'provision', ended);

  expect(await readOutcome('production', 'provision')).toEqual(ended);
});

test('each intent has its own, and a later run takes the place of the one before', async () => {
  await recordOutcome('production', 'provision', ended);
  await recordOutcome('production', 'scale', { ...ended, at: twoMinutesLater });
  await recordOutcome('production', 'scale', { ...ended, outcome: 'later' });

  expect(await readOutcome('production', 'provision')).toEqual(ended);
  expect(await readOutcome('production', 'scale')).toEqual({ ...ended, outcome: 'later' });
});

test('an intent that has never run has none', async () => {
  expect(await readOutcome('production', 'provision')).toBeUndefined();
});
