import { expect, test } from 'vitest';
import { regionsNamed, regionsOfCopies, regionsWithCopies } from '../../../../core/copies/regions.ts';
import { environment } from '../../environments.ts';

const home = 'us-east-1';
const recovery = {
  region: 'us-west-2',
  subnetIds: ['subnet-0ddd4444ddd4444dd', 'subnet-0eee5555eee5555ee'],
  securityGroupIds: ['sg-0abcabcabcabcabca'],
};
const both = environment({ backups: { copyTo: ['eu-west-1', home, 'us-west-2'] }, recovery });

test('copies are wanted where the file names them, for safekeeping or recovery, each once and never in its own region', () => {
  expect(regionsOfCopies(both, home)).toEqual(['eu-west-1', 'us-west-2']);
  expect(regionsOfCopies(environment({ recovery }), home)).toEqual(['us-west-2']);
  expect(regionsOfCopies(environment(), home)).toEqual([]);
});

test('an environment that stands in its recovery region wants none there, unless for safekeeping', () => {
  expect(regionsOfCopies(environment({ recovery }), home, 'us-west-2')).toEqual([]);
  expect(regionsOfCopies(both, home, 'us-west-2')).toEqual(['eu-west-1', 'us-west-2']);
});

test('the record remembers every region that a file has named, its own too: it may be moved', () => {
  expect(regionsNamed(both)).toEqual(['eu-west-1', home, 'us-west-2']);
});

test('copies may stand where a file of before has named them, and nowhere in its own region', () => {
  expect(regionsWithCopies(environment({ recovery }), ['us-west-2', 'eu-central-1', home], home)).toEqual(['us-west-2', 'eu-central-1']);
});
