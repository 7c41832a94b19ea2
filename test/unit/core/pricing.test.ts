import { expect, test } from 'vitest';
import { environmentCost, transitionsCost } from '../../../core/pricing.ts';

test('an environment costs its HSMs by the hour and its keys by the month', () => {
  expect(environmentCost('us-east-1', 'hsm2m.medium', 3, 2)).toEqual({ perHour: 4.8, perMonth: 3506, currency: 'USD' });
});

test('a parked environment costs its keys alone', () => {
  expect(environmentCost('us-east-1', 'hsm2m.medium', 0, 1)).toEqual({ perHour: 0, perMonth: 1, currency: 'USD' });
});

test.each([
  ['a region', 'eu-north-1', 'hsm2m.medium'],
  ['a type', 'us-east-1', 'hsm9.large'],
])('says that it guesses where it knows no price of %s', (_, region, hsmType) => {
  expect(environmentCost(region, hsmType, 1, 0)).toEqual({ perHour: 1.6, perMonth: 1168, currency: 'USD', guessed: true });
});

test('prices differ by region', () => {
  expect(environmentCost('ap-southeast-1', 'hsm2m.medium', 1, 0)).toEqual({ perHour: 1.86, perMonth: 1357.8, currency: 'USD' });
});

test('four hundred transitions cost a cent', () => {
  expect(transitionsCost(400)).toBe(0.01);
  expect(transitionsCost(0)).toBe(0);
});
