import { expect, test } from 'vitest';
import { environmentNameOf, readRequest } from '../../../../core/request/request.ts';
import { environmentFile } from '../../environments.ts';
import { now } from '../../executions.ts';

const earlier = '2025-12-31T23:59:59Z';
const event = (detail: unknown) => ({ detail, time: earlier, id: '6f1c7a52-0000-4000-8000-000000000000' });

test('a file is asked for as it stands there, at the time of the state machine', () => {
  const file = environmentFile();

  expect(readRequest(file, now)).toEqual({ asked: { file }, requestedAt: now });
});

test('a name asks for the environment on record, with what stands beside it as changes', () => {
  expect(readRequest({ environment: 'production' }, now)).toEqual({
    asked: { environment: 'production', changes: {} },
    requestedAt: now,
  });
  expect(readRequest({ environment: 'production', hsms: 3 }, now).asked).toEqual({ environment: 'production', changes: { hsms: 3 } });
});

test.each([
  ['a file', environmentFile()],
  ['a name', { environment: 'production', hsms: 3 }],
])('an event that asks with %s is as old as EventBridge says', (_, detail) => {
  expect(readRequest(event(detail), now)).toEqual({ asked: readRequest(detail, now).asked, requestedAt: earlier });
});

test.each<[string, unknown]>([
  ['a file that has environment as an odd member', { ...environmentFile(), environment: 'production' }],
  ['a name that is no text', { environment: 7 }],
  ['nothing', null],
  ['a list', [{ environment: 'production' }]],
  ['a text', 'production'],
  ['an event with a member more', { ...event({ environment: 'production' }), source: 'somebody' }],
  ['an event with a time that is no text', { ...event({ environment: 'production' }), time: 7 }],
  ['an event with a time that is none', { ...event({ environment: 'production' }), time: 'soon' }],
])('%s is taken for a file, which is then checked as one', (_, input) => {
  expect(readRequest(input, now)).toEqual({ asked: { file: input }, requestedAt: now });
});

test.each<[string, unknown, string | undefined]>([
  ['a file', environmentFile(), 'production'],
  ['a name', { environment: 'production', hsms: 3 }, 'production'],
  ['an event with a file', event(environmentFile()), 'production'],
  ['an event with a name', event({ environment: 'production' }), 'production'],
  ['a file without a name', environmentFile({ name: undefined }), undefined],
  ['a file with a name that is no text', environmentFile({ name: 7 }), undefined],
  ['nothing', null, undefined],
  ['a list', [], undefined],
  ['a text', 'production', undefined],
])('the environment that %s speaks of', (_, input, name) => {
  expect(environmentNameOf(input)).toBe(name);
});
