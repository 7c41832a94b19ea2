import { describe, expect, it } from 'vitest';
import { Allowance } from '../../../emulator/cloudformation/allowance.ts';
import { callsIn } from '../../../emulator/cloudformation/function-call.ts';
import { functionProblems, references, valueProblems } from '../../../emulator/cloudformation/function-problems.ts';
import { evaluate } from '../../../emulator/cloudformation/intrinsics.ts';
import type { Scope } from '../../../emulator/cloudformation/scope.ts';
import { settleConditions } from '../../../emulator/cloudformation/settle-conditions.ts';

const placeholder = (name: string) => `\${${name}}`;
const scope: Scope = {
  ref: (name) => ({ Stage: 'prod', Empty: '', Zones: ['a', 'b', 'c'], Queue: 'https://queue' })[name],
  attribute: (name, attribute) => {
    const attributes: Record<string, string> = { 'Queue.Arn': 'arn:aws:sqs:us-east-1:123456789012:q', 'Child.Outputs.Name': 'child' };
    return attributes[`${name}.${attribute}`];
  },
  condition: (name) => ({ Production: true, Testing: false })[name],
  zones: (region) => (region === '' ? ['us-east-1a', 'us-east-1b'] : []),
  mappings: { Sizes: { prod: { Memory: 1024, Zones: ['a', 'b'] }, 'eu-west-1': { Memory: 128 } }, Names: { prod: { Map: 'Sizes' } } },
  extended: false,
  allowance: new Allowance(),
};

describe('intrinsic functions', () => {
  it.each([
    ['Ref', { Ref: 'Stage' }, 'prod'],
    ['an empty Ref', { Ref: 'Empty' }, ''],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:123456789012:q'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Child.Outputs.Name' }, 'child'],
    ['Fn::Sub', { 'Fn::Sub': `${placeholder('Stage')} ${placeholder('Queue.Arn')}` }, 'prod arn:aws:sqs:us-east-1:123456789012:q'],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': [`${placeholder('Stage')}-${placeholder('X')}`, { X: { Ref: 'Queue' } }] },
      'prod-https://queue',
    ],
    ['Fn::Sub with a literal', { 'Fn::Sub': placeholder('!Literal') }, placeholder('Literal')],
    ['Fn::Join', { 'Fn::Join': [':', ['arn', { Ref: 'Stage' }]] }, 'arn:prod'],
    ['Fn::Join of a list', { 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b,c'],
    ['Fn::Split and Fn::Select', { 'Fn::Select': ['5', { 'Fn::Split': [':', { 'Fn::GetAtt': 'Queue.Arn' }] }] }, 'q'],
    ['Fn::If', { 'Fn::If': ['Testing', 1, { Ref: 'Stage' }] }, 'prod'],
    ['Fn::Equals', { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, true],
    ['Fn::Not', { 'Fn::Not': [{ Condition: 'Production' }] }, false],
    ['Fn::And', { 'Fn::And': [{ Condition: 'Production' }, { 'Fn::Equals': ['1', 1] }] }, true],
    ['Fn::Or', { 'Fn::Or': [{ Condition: 'Testing' }, { Condition: 'Production' }] }, true],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'eu-west-1', 'Memory'] }, 128],
    ['Fn::FindInMap with a Ref', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Memory'] }, 1024],
    ['Fn::FindInMap in Fn::FindInMap', { 'Fn::FindInMap': [{ 'Fn::FindInMap': ['Names', 'prod', 'Map'] }, 'prod', 'Zones'] }, ['a', 'b']],
    ['Fn::Base64', { 'Fn::Base64': { 'Fn::Sub': `#!/bin/sh\n${placeholder('Stage')} é` } }, 'IyEvYmluL3NoCnByb2Qgw6k='],
    ['Fn::GetAZs', { 'Fn::Select': [1, { 'Fn::GetAZs': { Ref: 'Empty' } }] }, 'us-east-1b'],
    ['Fn::Cidr', { 'Fn::Cidr': ['192.168.0.0/24', '3', 5] }, ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27']],
    ['Fn::Cidr of one range', { 'Fn::Cidr': ['10.0.0.0/16', 1, 16] }, ['10.0.0.0/16']],
    ['Fn::Cidr beyond a half of IPv4', { 'Fn::Select': [255, { 'Fn::Cidr': ['255.255.0.0/16', 256, 8] }] }, '255.255.255.0/24'],
    ['Fn::Cidr of IPv6', { 'Fn::Cidr': ['2001:db8:1234:1aff::/56', 2, 64] }, ['2001:db8:1234:1a00::/64', '2001:db8:1234:1a01::/64']],
    ['plain values', { a: [1, true, null, { b: { Ref: 'Stage' } }] }, { a: [1, true, null, { b: 'prod' }] }],
  ])('evaluates %s', (_, value, expected) => {
    expect(evaluate(value, scope)).toEqual(expected);
  });

  it.each([
    ['Fn::Transform', { 'Fn::Transform': 'other' }, /Fn::Transform is not supported; supported are Ref, /],
    ['an unknown name', { Ref: 'Nothing' }, /Ref Nothing: there is none/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Queue', 'Url'] }, /Fn::GetAtt Queue.Url/],
    [
      'a choice outside the list',
      { 'Fn::Select': [3, { Ref: 'Zones' }] },
      /Fn::Select takes \[index, list\], the index a whole number within the list, not \[3,/,
    ],
    ['an unknown condition', { 'Fn::If': ['Nowhere', 1, 2] }, /condition Nowhere/],
    [
      'a map that is not there',
      { 'Fn::FindInMap': ['Nowhere', 'a', 'b'] },
      /Mapping named 'Nowhere' is not present .* present are Sizes, Names$/,
    ],
    [
      'a key that is not there',
      { 'Fn::FindInMap': ['Sizes', 'dev', 'x'] },
      /Unable to get mapping for Sizes::dev::x; Sizes has prod, eu-west-1$/,
    ],
    [
      'a name that is not there',
      { 'Fn::FindInMap': ['Sizes', 'prod', 'toString'] },
      /Sizes::prod::toString; Sizes.prod has Memory, Zones$/,
    ],
    ['a key that is a list', { 'Fn::FindInMap': ['Sizes', { Ref: 'Zones' }, 'Memory'] }, /a text is needed, not \["a","b","c"\]/],
    [
      'a function as a key',
      { 'Fn::FindInMap': ['Sizes', { 'Fn::Sub': 'a' }, 'x'] },
      /takes three parameters, .* needs Transform: AWS::LanguageExtensions$/,
    ],
    [
      'a default value',
      { 'Fn::FindInMap': ['Sizes', 'dev', 'x', { DefaultValue: 1 }] },
      /takes three parameters, .* needs Transform: AWS::LanguageExtensions$/,
    ],
    ['two keys', { 'Fn::FindInMap': ['Sizes', 'dev'] }, /takes three parameters, the map name, map key and .*, not \["Sizes","dev"\]$/],
    ['Fn::Length', { 'Fn::Length': ['a'] }, /Fn::Length needs Transform: AWS::LanguageExtensions$/],
    ['a list in base 64', { 'Fn::Base64': { Ref: 'Zones' } }, /a text is needed/],
    ['a range that is none', { 'Fn::Cidr': ['10.0.0.0', 1, 8] }, /ipBlock has to be a range such as 10.0.0.0\/16, not "10.0.0.0"$/],
    ['a range beyond 32 bits', { 'Fn::Cidr': ['10.0.0.0/33', 1, 8] }, /ipBlock has to be a range/],
    ['no ranges', { 'Fn::Cidr': ['10.0.0.0/16', 0, 8] }, /count has to be 1 to 256, not 0$/],
    ['too many ranges', { 'Fn::Cidr': ['10.0.0.0/16', 257, 4] }, /count has to be 1 to 256, not 257$/],
    ['more ranges than there is room for', { 'Fn::Cidr': ['10.0.0.0/24', 3, 7] }, /10.0.0.0\/24 holds 2 of 7 bits, not 3$/],
    ['ranges larger than the range', { 'Fn::Cidr': ['10.0.0.0/24', 1, 9] }, /cidrBits has to be 1 to 8, as 10.0.0.0\/24 leaves, not 9$/],
    ['Fn::Cidr without its bits', { 'Fn::Cidr': ['10.0.0.0/24', 1] }, /Fn::Cidr takes \[ipBlock, count, cidrBits\]/],
    ['a list in a text', { 'Fn::Join': ['', [{ Ref: 'Zones' }]] }, /a text is needed/],
  ])('refuses %s by name', (_, value, message) => {
    expect(() => evaluate(value, scope)).toThrow(message);
  });

  it('leaves out what is AWS::NoValue', () => {
    const value = { kept: 1, gone: { 'Fn::If': ['Testing', 1, { Ref: 'AWS::NoValue' }] }, list: [1, { Ref: 'AWS::NoValue' }] };
    expect(settleConditions(value, scope)).toEqual({ kept: 1, list: [1] });
  });

  it('takes a default value, and more functions, with the transform AWS::LanguageExtensions', () => {
    const extended = { ...scope, extended: true };
    const lookUp = (fallback: unknown) => ({
      'Fn::FindInMap': ['Sizes', { 'Fn::Join': ['', ['de', 'v']] }, 'Memory', { DefaultValue: fallback }],
    });
    expect(evaluate(lookUp({ Ref: 'Stage' }), extended)).toBe('prod');
    expect(settleConditions({ a: lookUp({ Ref: 'AWS::NoValue' }), b: lookUp('c') }, extended)).toEqual({ b: 'c' });
    expect(evaluate({ 'Fn::FindInMap': ['Sizes', 'prod', 'Memory', { DefaultValue: 1 }] }, extended)).toBe(1024);
    expect(() => evaluate({ 'Fn::FindInMap': ['Sizes', 'dev', 'Memory'] }, extended)).toThrow(
      /Unable to get mapping for Sizes::dev::Memory/,
    );
    expect(evaluate({ 'Fn::Length': { Ref: 'Zones' } }, extended)).toBe(3);
    expect(() => evaluate({ 'Fn::Length': { Ref: 'Stage' } }, extended)).toThrow('Fn::Length takes a list, not "prod"');
    expect(evaluate({ 'Fn::ToJsonString': { a: [{ Ref: 'Stage' }] } }, extended)).toBe('{"a":["prod"]}');
  });

  it('finds what cannot be evaluated, each in its place, as far as it does not depend on resources', () => {
    const nowhere = (key: string) => ({ 'Fn::FindInMap': ['Sizes', key, 'Memory'] });
    const value = {
      Name: { 'Fn::Join': ['-', [nowhere('a'), { 'Fn::Select': [4, { Ref: 'Zones' }] }]] },
      Later: { 'Fn::Join': ['', [{ Ref: 'Queue' }, nowhere('b')]] },
      Good: { 'Fn::Sub': placeholder('Stage') },
      Shapeless: { 'Fn::Join': 'x' },
    };
    const isKnown = (name: string) => name !== 'Queue';
    expect(valueProblems(value, scope, isKnown)).toEqual([
      expect.stringMatching(/^\.Name\.Fn::Join\[1\]\[0\]: Template error: Unable to get mapping for Sizes::a::Memory/),
      expect.stringMatching(/^\.Name\.Fn::Join\[1\]\[1\]: Fn::Select takes/),
      expect.stringMatching(/^\.Later\.Fn::Join\[1\]\[1\]: Template error: Unable to get mapping for Sizes::b::Memory/),
    ]);
  });

  it('finds what a value refers to', () => {
    const value = {
      a: { Ref: 'Stage' },
      b: { 'Fn::Sub': [`${placeholder('Queue.Arn')} ${placeholder('X')} ${placeholder('!No')}`, { X: { 'Fn::GetAtt': ['Role', 'Arn'] } }] },
    };
    expect(references(callsIn(value))).toEqual([
      { name: 'Stage' },
      { name: 'Queue', attribute: 'Arn' },
      { name: 'Role', attribute: 'Arn' },
    ]);
    expect(functionProblems(callsIn({ a: [{ 'Fn::Transform': {} }] }), scope)).toEqual([
      expect.stringMatching(/^Fn::Transform is not supported/),
    ]);
    expect(functionProblems(callsIn({ a: [{ 'Fn::Join': ['x'] }, { 'Fn::GetAtt': 'A' }] }), scope)).toEqual([
      'Fn::Join takes [separator, list], not ["x"]',
      'Fn::GetAtt takes [name, attribute], not "A"',
    ]);
  });
});
