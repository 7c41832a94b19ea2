import { expect, test } from 'vitest';
import { mayRunBeside } from '../../../core/beside.ts';
import { intents } from '../../../core/intents.ts';
import { drillIntents } from '../../../core/record/lease.ts';

const names = Object.keys(intents);
const waitsFor = (one: string) => names.filter((other) => !mayRunBeside(one, other));
const leasing = (lease: string) => names.filter((name) => intents[name]!.lease === lease);

test('what changes an environment runs one at a time', () => {
  for (const name of leasing('environment')) expect(waitsFor(name)).toEqual(expect.arrayContaining(leasing('environment')));
  expect(mayRunBeside('scale', 'restore')).toBe(false);
  expect(mayRunBeside('provision', 'provision')).toBe(false);
});

test('what holds no lease runs beside all', () => {
  expect(leasing('none')).toEqual(expect.arrayContaining(['audit', 'copy-backups']));
  for (const name of leasing('none')) expect(waitsFor(name)).toEqual([]);
});

test('a drill runs beside all but another drill and a teardown', () => {
  expect(waitsFor('drill').toSorted()).toEqual(['drill', 'teardown']);
  expect(mayRunBeside('teardown', 'drill')).toBe(false);
  expect(mayRunBeside('rotate', 'drill')).toBe(true);
});

test("whose lease is a drill's, the lease knows by itself", () => {
  expect(leasing('drill')).toEqual(drillIntents);
});

test('who waits for whom is the same from both sides', () => {
  for (const one of names) for (const other of names) expect(mayRunBeside(one, other)).toBe(mayRunBeside(other, one));
});
