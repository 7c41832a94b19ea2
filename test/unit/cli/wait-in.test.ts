import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { waitIn } from '../../../cli/follow/wait-in.ts';

const waiting = {
  for: 'certificate',
  since: '2026-01-01T00:00:00Z',
  deadline: '2026-01-31T00:00:00Z',
  publish: { subject: 'S', message: 'M' },
};
const events = (name: string, ...more: HistoryEvent['type'][]): HistoryEvent[] => [
  { id: 1, timestamp: new Date(0), type: 'TaskStateEntered', stateEnteredEventDetails: { name } },
  {
    id: 2,
    timestamp: new Date(0),
    type: 'TaskScheduled',
    taskScheduledEventDetails: {
      resourceType: 'lambda',
      resource: 'invoke',
      region: 'us-east-1',
      parameters: JSON.stringify({ Payload: { waiting } }),
    },
  },
  ...more.map((type, index): HistoryEvent => ({ id: 3 + index, timestamp: new Date(0), type })),
];

test('a token that is out is a wait for people', () => {
  expect(waitIn(events('WaitForPeople', 'TaskStarted', 'TaskSubmitted'))).toEqual(waiting);
});

test.each([
  ['a function that still keeps it', events('WaitForPeople', 'TaskStarted')],
  ['a token that was sent', events('WaitForPeople', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded')],
  ['a part that runs', events('RunBody', 'TaskStarted', 'TaskSubmitted')],
  ['nothing yet', []],
])('%s is none', (_, history) => {
  expect(waitIn(history)).toBeUndefined();
});
