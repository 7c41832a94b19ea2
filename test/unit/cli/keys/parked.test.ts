import { expect, test } from 'vitest';
import { parked } from '../../../../cli/keys/environment.ts';

test('what is parked comes back with as many HSMs as its file asks for: scaling changes the file on record', () => {
  expect(parked('production', 3, ' --stage prod').remedy.replaceAll('\u00a0', ' ')).toContain(
    'npx hsm scale production --hsms 3 --stage prod',
  );
  // nothing is on record of it
  expect(parked('production', undefined, '').remedy.replaceAll('\u00a0', ' ')).toContain('--hsms 2');
});
