import { expect, test } from 'vitest';
import { nameAndValue, port, positiveNumber, region, stage, timeSpan, url, wholeNumber } from '../../../cli/options.ts';

test('options are taken as they are meant', () => {
  expect(wholeNumber('42')).toBe(42);
  expect(positiveNumber('0.5')).toBe(0.5);
  expect(port('0')).toBe(0);
  expect(url('http://127.0.0.1:4566')).toBe('http://127.0.0.1:4566');
  expect(stage('prod-2')).toBe('prod-2');
  expect(['us-east-1', 'us-gov-west-1', 'ap-southeast-12'].map(region)).toEqual(['us-east-1', 'us-gov-west-1', 'ap-southeast-12']);
  expect(['90s', '30m', '24h', '7d'].map(timeSpan)).toEqual([90, 1800, 86_400, 604_800]);
});

test('parameters that are given one after another come together, and a value may hold anything', () => {
  expect(nameAndValue('HsmQuota=8', nameAndValue('Filter=a=b, c'))).toEqual({ Filter: 'a=b, c', HsmQuota: '8' });
});

test.each<[string, (text: string) => unknown, string]>([
  ['a whole number', wholeNumber, '4.5'],
  ['a whole number', wholeNumber, ''],
  ['a number above 0', positiveNumber, '0'],
  ['a number above 0', positiveNumber, 'twice'],
  ['a number above 0', positiveNumber, '1e400'],
  ['a number above 0', positiveNumber, 'Infinity'],
  ['a number above 0', positiveNumber, '0x10'],
  ['one region', region, 'US-EAST-1'],
  ['one region', region, 'us-east-1,us-west-2'],
  ['one region', region, 'us-east-1a'],
  ['65535 or less', port, '70000'],
  ['a URL', url, 'nowhere'],
  ['beginning with a letter', stage, '2nd'],
  ['such as 24h', timeSpan, '24'],
  ['NAME=VALUE', nameAndValue, 'HsmQuota'],
])('says that it has to be %s', (says, parse, text) => {
  expect(() => parse(text)).toThrow(says);
});
