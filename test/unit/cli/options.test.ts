import { expect, onTestFinished, test, vi } from 'vitest';
import { beginning, emulatorCommand } from '../../../cli/commands/emulator.ts';
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

test('a time is the same on every machine, in whole seconds', () => {
  const nine = Date.UTC(2026, 5, 1, 9);
  expect(['2026-06-01T09:00:00Z', '2026-06-01T11:00+02:00', '2026-06-01T09:00:00.750Z'].map(beginning)).toEqual([nine, nine, nine]);
  expect(beginning('2026-06-01')).toBe(Date.UTC(2026, 5, 1));
});

test('a running emulator is looked for where AWS_ENDPOINT_URL says, unless it is empty', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const asksFor = (variable: string) => {
    vi.stubEnv('AWS_ENDPOINT_URL', variable);
    return emulatorCommand().commands[0]!.options.find(({ long }) => long === '--url')!.envVar;
  };
  expect(['http://127.0.0.1:1234', ''].map(asksFor)).toEqual(['AWS_ENDPOINT_URL', undefined]);
});

test('a parameter has one value', () => {
  const before = { HsmQuota: '8' };
  expect(nameAndValue('HsmQuota=8', before)).toEqual(before);
  expect(() => nameAndValue('HsmQuota=9', before)).toThrow("HsmQuota is '8' already: keep one of them");
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
  ['now, or a time', beginning, '5'],
  ['now, or a time', beginning, '2026-06-01T09:00:00'],
  ['now, or a time', beginning, '2026-13-01'],
])('says that it has to be %s', (says, parse, text) => {
  expect(() => parse(text)).toThrow(says);
});
