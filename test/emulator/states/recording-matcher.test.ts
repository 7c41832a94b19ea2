import { describe, expect, it } from 'vitest';
import { caseDifference, difference } from './recording-matcher.ts';

const recorded = {
  status: 'SUCCEEDED',
  output: { a: 1, by: 'arn:<partition>:x:111111111111:<name>' },
  error: null,
  cause: null,
  events: [
    { type: 'ExecutionStarted', id: 1, executionStartedEventDetails: { input: { n: [1] }, roleArn: '<role>' } },
    { type: 'A', id: 2 },
    { type: 'B', id: 3 },
    { type: '<any>' },
  ],
  unordered: [[1, 2]] as [number, number][],
};
const observed = {
  status: 'SUCCEEDED',
  output: '{"by": "arn:aws:x:123456789012:me", "a": 1}',
  events: [
    { type: 'ExecutionStarted', id: 9, executionStartedEventDetails: { input: '{"n":[1]}', roleArn: 'arn:aws:iam::1:role/r' } },
    { type: 'B' },
    { type: 'A' },
    { type: 'C' },
  ],
};

describe('the matcher of recordings', () => {
  it('takes JSON text for its value, placeholders for words, and unordered events in any order', () => {
    expect(caseDifference(recorded, observed)).toBeUndefined();
  });

  it.each([
    ['another status', { status: 'FAILED' }],
    ['another value', { output: '{"a":2,"by":"arn:aws:x:123456789012:me"}' }],
    ['a member too many', { output: '{"a":1,"by":"arn:aws:x:123456789012:me","c":1}' }],
    ['a member missing', { output: '{"a":1}' }],
    ['more than a word for a placeholder', { output: '{"a":1,"by":"arn:aws:x:123456789012:two words"}' }],
    ['an account that is none', { output: '{"a":1,"by":"arn:aws:x:1:me"}' }],
    ['an error that was not recorded', { error: 'E' }],
    ['an event too many', { events: [...observed.events, { type: 'D' }] }],
    ['an event missing', { events: observed.events.slice(0, 3) }],
    ['another event', { events: observed.events.map((event) => (event.type === 'A' ? { type: 'D' } : event)) }],
    ['details that were not recorded', { events: observed.events.map((event) => ({ ...event, aEventDetails: { a: 1 } })) }],
  ])('notices %s', (_, change) => {
    expect(caseDifference(recorded, { ...observed, ...change })).toBeTypeOf('string');
  });

  it('leaves what a runtime adds to an error open, and no more', () => {
    const error = { errorType: 'E', errorMessage: 'm', requestId: '<uuid>' };
    expect(difference(error, { errorType: 'E', errorMessage: 'm', trace: [] }, 'e')).toBeUndefined();
    expect(difference(error, { errorType: 'F', errorMessage: 'm' }, 'e')).toBeTypeOf('string');
    expect(difference({ SdkHttpMetadata: { a: 1 } }, { SdkHttpMetadata: 5 }, 'm')).toBeUndefined();
    expect(difference({ SdkHttpMetadata: { a: 1 } }, {}, 'm')).toBeTypeOf('string');
  });
});
