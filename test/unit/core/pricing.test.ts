import { expect, test } from 'vitest';
import { environmentCost, transitionsCost } from '../../../core/pricing.ts';

test('an environment costs its HSMs by the hour and its keys by the month', () => {
  expect(environmentCost('us-east-1', 'hsm2m.medium', 3, 2)).toEqual({ perHour: 4.8, perMonth: 3506, currency: 'USD' });
});

test('a parked environment costs its keys alone', () => {
  expect(environmentCost('us-east-1', 'hsm2m.medium', 0, 1)).toEqual({ perHour: 0, perMonth: 1, currency: 'USD' });
});

test('takes the usual price where it knows none for a region or a type', () => {
  expect(environmentCost('eu-north-1', 'hsm9.large', 1, 0).perHour).toBe(1.6);
});

test('four hundred transitions cost a cent', () => {
  expect(transitionsCost(400)).toBe(0.01);
  expect(transitionsCost(0)).toBe(0);
});
