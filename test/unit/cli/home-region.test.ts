import { expect, test } from 'vitest';
import { atHomeIn } from '../../../cli/local/home-region.ts';

test('a rehearsal is at home in the region that is named, and without one where the account file says', () => {
  expect(atHomeIn('eu-west-1', undefined)).toEqual({ region: 'eu-west-1' });
  expect(atHomeIn(undefined, { region: 'eu-west-2' })).toEqual({ region: 'eu-west-2' });
  expect(atHomeIn('us-east-1', { hsmTypes: [] })).toEqual({ region: 'us-east-1', hsmTypes: [] });
});

test('a region that AWS does not have is told with one that is near, or with all', () => {
  expect(() => atHomeIn('eu-west-9', undefined)).toThrow(/; did you mean eu-west-1\?$/);
  expect(() => atHomeIn('mars', undefined)).toThrow(/; there is [a-z0-9-, ]*us-east-1/);
});

test('an account file is not moved to another region', () => {
  const refusal = '--region eu-west-1: the account of the file is at home in us-east-1; give --region us-east-1 first';
  expect(() => atHomeIn('eu-west-1', {})).toThrow(refusal);
});
