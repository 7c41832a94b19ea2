import { expect, test } from 'vitest';
import { splitRemedy } from '../../../../core/errors/lifecycle-error.ts';
import { type End, finalCause } from '../../../../core/failures/final-cause.ts';

const explained = 'Checking the HSMs (cluster-1): one is gone Remedy: start the workflow again';
const deleting =
  'Checking the HSMs (cluster-1): one is DEGRADED Remedy: delete it (`aws cloudhsmv2 delete-hsm --hsm-id hsm-1`); then name other zones and start the workflow again';
const deletion = ['`aws cloudhsmv2 delete-cluster --cluster-id cluster-1`'];
const removed = { remaining: [], kept: undefined, stopped: undefined };

const silent = { removal: undefined, billed: undefined, keyStore: undefined, deletion };

const end = (changes: Partial<End>) => splitRemedy(finalCause({ explained, ...silent, ...changes }));

test('is what was explained, where nothing stands and nothing was to be removed', () => {
  expect(finalCause({ explained, ...silent })).toBe(explained);
});

test('says what stands and is billed before the remedy', () => {
  expect(end({ billed: 'Standing and billed: 1 HSM' })).toEqual({
    message: 'Checking the HSMs (cluster-1): one is gone. Standing and billed: 1 HSM',
    remedy: 'start the workflow again',
  });
});

test('says whose keys are out of use, and how they come back where starting again does not bring them', () => {
  const keyStore = { words: 'Its key store cks-1 is DISCONNECTED', back: 'npx hsm scale production --hsms 3' };

  expect(end({ billed: 'Standing and billed: 1 HSM', keyStore })).toEqual({
    message: 'Checking the HSMs (cluster-1): one is gone. Standing and billed: 1 HSM. Its key store cks-1 is DISCONNECTED',
    remedy: 'start the workflow again; to have its HSMs and keys back instead: `npx hsm scale production --hsms 3`',
  });
  const parked = 'Connecting (cks-1): it is parked Remedy: `npx hsm scale production --hsms 3 --region us-east-1` brings it back';
  expect(end({ explained: parked, keyStore }).remedy).toBe(splitRemedy(parked).remedy);
  expect(end({ keyStore: { words: keyStore.words } }).remedy).toBe('start the workflow again');
});

test('what is gone is not to be deleted', () => {
  expect(end({ explained: deleting, removal: removed })).toEqual({
    message: 'Checking the HSMs (cluster-1): one is DEGRADED. What this run created was removed, as the file asks',
    remedy: 'name other zones and start the workflow again',
  });
});

test('what was left alone is said, with the reason, and is not to be deleted', () => {
  expect(end({ removal: { ...removed, kept: 'cluster-1 is initialized, and may hold keys' } })).toEqual({
    message: 'Checking the HSMs (cluster-1): one is gone. Nothing was removed: cluster-1 is initialized, and may hold keys',
    remedy: 'start the workflow again',
  });
});

test('what should be gone and is not comes with the commands that delete it', () => {
  expect(end({ removal: { ...removed, remaining: ['cluster-1'] } })).toEqual({
    message: 'Checking the HSMs (cluster-1): one is gone. What this run created is not gone after an hour: cluster-1',
    remedy: `start the workflow again; to be rid of what this run created: ${deletion[0]}`,
  });
});

test('the same commands are not said twice', () => {
  expect(end({ explained: deleting, removal: { ...removed, remaining: ['cluster-1'] } }).remedy).toBe(splitRemedy(deleting).remedy);
});

test('an endless explanation loses neither what is billed nor the remedy', () => {
  const { message, remedy } = end({ explained: `${'x'.repeat(40_000)} Remedy: ${'y'.repeat(500)}`, billed: 'Standing and billed: 1 HSM' });

  expect(message.length).toBeLessThan(12_000);
  expect(message).toMatch(/x …\. Standing and billed: 1 HSM$/);
  expect(remedy).toBe('y'.repeat(500));
});
