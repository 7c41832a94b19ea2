import { expect, test } from 'vitest';
import { atHomeIn } from '../../../cli/local/home-region.ts';

test('a rehearsal is at home in the region that is named, and without one where the account file says', () => {
  expect(atHomeIn('eu-west-1', undefined)).toEqual({ region: 'eu-west-1' });
  expect(atHomeIn(undefined, { region: 'eu-west-2' })).toEqual({ region: 'eu-west-2' });
  expect(atHomeIn('us-east-1', { hsmTypes: [] })).toEqual({ region: 'us-east-1', hsmTypes: [] });
});

test('an account file is not moved to another region', () => {
  const refusal = '--region eu-west-1: the account of the file is at home in us-east-1; give --region us-east-1 first';
  expect(() => atHomeIn('eu-west-1', {})).toThrow(refusal);
});
