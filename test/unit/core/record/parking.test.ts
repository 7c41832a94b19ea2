import { beforeEach, expect, test } from 'vitest';
import { forgetAddresses, readParking, rememberAddresses } from '../../../../core/record/parking.ts';
import { now } from '../../executions.ts';
import { emptyRecord, fileOnRecord } from '../../record.ts';

const later = '2026-01-01T02:00:00.000Z';

beforeEach(() => {
  emptyRecord();
  fileOnRecord();
});

test('remembers where HSMs stand, until they stand again', async () => {
  expect(await readParking('production')).toBeUndefined();

  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1', '10.0.0.4'], 'us-east-1b': ['10.0.0.2'] }, now);
  expect(await readParking('production')).toEqual({
    since: now,
    addresses: { 'us-east-1a': ['10.0.0.1', '10.0.0.4'], 'us-east-1b': ['10.0.0.2'] },
  });

  await forgetAddresses('production');
  expect(await readParking('production')).toBeUndefined();
});

test('parking that goes on with fewer HSMs forgets none', async () => {
  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1'], 'us-east-1b': ['10.0.0.2'] }, now);
  await rememberAddresses('production', { 'us-east-1b': ['10.0.0.2'] }, later);

  expect(await readParking('production')).toEqual({ since: now, addresses: { 'us-east-1a': ['10.0.0.1'], 'us-east-1b': ['10.0.0.2'] } });
});
