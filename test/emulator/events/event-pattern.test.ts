import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../emulator/services/events/event-pattern.ts';

const event = {
  source: 'cloudhsm.lifecycle',
  'detail-type': 'Environment Requested',
  resources: ['arn:one', 'arn:two'],
  detail: {
    name: 'Production',
    hsms: 3,
    ready: true,
    note: null,
    address: '10.0.1.24',
    path: 'a*b\\c',
    zones: [
      { name: 'us-east-1a', state: 'ACTIVE' },
      { name: 'us-east-1b', state: 'DEGRADED' },
    ],
    none: [],
    code: 'hsm-eu-west-1-prod',
  },
};

const detail = (pattern: unknown) => compilePattern(JSON.stringify({ detail: pattern }))(event);

describe('an event pattern', () => {
  it.each(['constructor', 'toString', 'valueOf', '__proto__'])('is refused where it compares by %s, which every object has', (operator) => {
    expect(() => compilePattern(`{"source":[{"${operator}":"x"}]}`)).toThrow(`Unrecognized match type ${operator}`);
    expect(() => compilePattern(`{"source":[{"anything-but":{"${operator}":"x"}}]}`)).toThrow('Unsupported anything-but pattern');
  });

  it.each<[string, unknown, boolean]>([
    ['what every object has, and no event', { constructor: [{ exists: true }] }, false],
    ['an exact text', { name: ['Production'] }, true],
    ['one of several', { name: ['Test', 'Production'] }, true],
    ['another text', { name: ['production'] }, false],
    ['a number', { hsms: [3.0] }, true],
    ['a number as text', { hsms: ['3'] }, false],
    ['true', { ready: [true] }, true],
    ['null', { note: [null] }, true],
    ['a prefix', { name: [{ prefix: 'Prod' }] }, true],
    ['a prefix in any case', { name: [{ prefix: { 'equals-ignore-case': 'prod' } }] }, true],
    ['another prefix', { name: [{ prefix: 'Test' }] }, false],
    ['a suffix', { name: [{ suffix: 'tion' }] }, true],
    ['a suffix in any case', { name: [{ suffix: { 'equals-ignore-case': 'TION' } }] }, true],
    ['a text in any case', { name: [{ 'equals-ignore-case': 'PRODUCTION' }] }, true],
    ['anything but another', { name: [{ 'anything-but': 'Test' }] }, true],
    ['anything but itself', { name: [{ 'anything-but': ['Test', 'Production'] }] }, false],
    ['anything but a prefix', { name: [{ 'anything-but': { prefix: 'Prod' } }] }, false],
    ['anything but one of some suffixes', { name: [{ 'anything-but': { suffix: ['xyz', 'tion'] } }] }, false],
    ['anything but a text in any case', { name: [{ 'anything-but': { 'equals-ignore-case': 'production' } }] }, false],
    ['anything but a wildcard', { name: [{ 'anything-but': { wildcard: '*test*' } }] }, true],
    ['anything but, of a field that is absent', { missing: [{ 'anything-but': 'x' }] }, false],
    ['a range', { hsms: [{ numeric: ['>', 0, '<=', 3] }] }, true],
    ['beyond a range', { hsms: [{ numeric: ['>', 3] }] }, false],
    ['an equal number', { hsms: [{ numeric: ['=', 3] }] }, true],
    ['a field that is there', { hsms: [{ exists: true }] }, true],
    ['a field that is not', { missing: [{ exists: false }] }, true],
    ['an absent field below an absent one', { missing: { too: [{ exists: false }] } }, true],
    ['an empty list as absent', { none: [{ exists: true }] }, false],
    ['an address of a block', { address: [{ cidr: '10.0.0.0/16' }] }, true],
    ['an address of another block', { address: [{ cidr: '10.1.0.0/16' }] }, false],
    ['wildcards', { code: [{ wildcard: 'hsm-*-prod' }] }, true],
    ['wildcards elsewhere', { code: [{ wildcard: 'hsm-*-test' }] }, false],
    ['a literal asterisk', { path: [{ wildcard: 'a\\*b\\\\*' }] }, true],
    ['one object of a list', { zones: { name: ['us-east-1b'], state: ['DEGRADED'] } }, true],
    ['two objects of a list mixed', { zones: { name: ['us-east-1a'], state: ['DEGRADED'] } }, false],
    ['one of two alternatives', { $or: [{ hsms: [9] }, { name: ['Production'] }] }, true],
    ['none of two alternatives', { $or: [{ hsms: [9] }, { name: ['Test'] }] }, false],
    ['an alternative and another field', { $or: [{ hsms: [3] }, { hsms: [4] }], ready: [false] }, false],
  ])('matches %s as EventBridge does', (_, pattern, expected) => {
    expect(detail(pattern)).toBe(expected);
  });

  it('matches a list that holds one of the values', () => {
    expect(compilePattern('{"resources":["arn:two"],"source":["cloudhsm.lifecycle"]}')(event)).toBe(true);
    expect(compilePattern('{"resources":["arn:three"]}')(event)).toBe(false);
  });

  it.each([
    ['not JSON', '{', /Event pattern is not valid. Reason: /],
    ['a list', '["a"]', /Filter is not an object/],
    ['an unknown operator', '{"source":[{"regex":".*"}]}', /Unrecognized match type regex/],
    ['a bare value', '{"source":"a"}', /"source" must be an object or an array/],
    ['an empty object', '{"detail":{}}', /Empty objects are not allowed/],
    ['an empty list', '{"source":[]}', /Empty arrays are not allowed/],
    ['a prefix that is no text', '{"source":[{"prefix":1}]}', /prefix match pattern must be a string/],
    ['two operators at once', '{"source":[{"prefix":"a","suffix":"b"}]}', /Only one key allowed/],
    ['an unknown comparison', '{"detail":{"n":[{"numeric":["!",1]}]}}', /Unrecognized numeric range operator: !/],
    ['a lonely alternative', '{"$or":[{"source":["a"]}]}', /at least 2 Objects/],
    ['wildcards in a row', '{"source":[{"wildcard":"a**"}]}', /Consecutive wildcard characters/],
    ['an unknown exclusion', '{"source":[{"anything-but":{"cidr":"1.2.3.0/24"}}]}', /Unsupported anything-but pattern: cidr/],
    ['a malformed block', '{"source":[{"cidr":"nowhere/8"}]}', /Nonstandard IP address: nowhere/],
    ['exists with a text', '{"source":[{"exists":"yes"}]}', /exists match pattern must be either true or false/],
    ['at the place of a name with dots', '{"detail.a.b":\n [{"prefix":1}]}', /"; line: 2, column: 14\]$/],
    ['one operator before it looks for another', '{"source":[{"suffix":1,"prefix":"b"}]}', /suffix match pattern must be a string/],
    ['an exclusion of nothing', '{"source":[{"anything-but":[]}]}', /mixed type is not supported/],
    ['wildcards in a list at its end', '{"source":[{"anything-but":{"wildcard":["a**"]}}]}', /Consecutive wildcard.*\n.*column: 47\]$/],
  ])('refuses %s', (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({ code: 'InvalidEventPatternException', message: expect.stringMatching(message) }),
    );
  });
});
