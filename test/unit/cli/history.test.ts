import { GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { countTransitions, createdSoFar, History } from '../../../cli/follow/history.ts';
import { sfn } from '../aws.ts';

const client = new SFNClient({});
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

function entered(id: number, name: string, type = 'TaskStateEntered'): HistoryEvent {
  return { id, type: type as 'TaskStateEntered', timestamp: at(id), stateEnteredEventDetails: { name } };
}

function tried(id: number, type: 'LambdaFunctionScheduled' | 'TaskScheduled' = 'LambdaFunctionScheduled'): HistoryEvent {
  return { id, type, timestamp: at(id) };
}

function startedPart(id: number, ExecutionArn: string): HistoryEvent {
  const output = JSON.stringify({ ExecutionArn });
  return {
    id,
    type: 'TaskSubmitted',
    timestamp: at(id),
    taskSubmittedEventDetails: { resourceType: 'states', resource: 'startExecution.sync:2', output },
  };
}

function exited(id: number, assignedVariables: Record<string, string>): HistoryEvent {
  return { id, type: 'TaskStateExited', timestamp: at(id), stateExitedEventDetails: { name: 'any', assignedVariables } };
}

/** Step Functions with these histories; the newest events come first, as they are asked for. */
function historiesAre(histories: Record<string, HistoryEvent[]>, pageSize = 1000): void {
  sfn.on(GetExecutionHistoryCommand).callsFake(({ executionArn, nextToken, reverseOrder }) => {
    const events = histories[executionArn]!.toReversed();
    const from = Number(nextToken ?? 0);
    const more = events.length > from + pageSize;
    expect(reverseOrder).toBe(true);
    return { events: events.slice(from, from + pageSize), nextToken: more ? String(from + pageSize) : undefined };
  });
}

const ids = (events: HistoryEvent[]) => events.map(({ id }) => id);

beforeEach(() => {
  sfn.reset();
});

test('reads all pages, oldest event first', async () => {
  historiesAre({ whole: [1, 2, 3, 4, 5].map((id) => entered(id, `State ${id}`)) }, 2);

  expect(ids(await new History(client, 'whole').readOn())).toEqual([1, 2, 3, 4, 5]);
});

test('reads on from what it knows, and shows nothing twice', async () => {
  const whole = [entered(1, 'one'), entered(2, 'two')];
  historiesAre({ whole }, 2);
  const history = new History(client, 'whole');
  await history.readOn();
  whole.push(entered(3, 'three'), entered(4, 'four'), entered(5, 'five'));

  expect(ids(await history.readOn())).toEqual([3, 4, 5]);
  expect(ids(await history.readOn())).toEqual([]);
  expect(ids(history.events)).toEqual([1, 2, 3, 4, 5]);
});

test('asks for one page only where nothing is new', async () => {
  historiesAre({ whole: [1, 2, 3].map((id) => entered(id, 'state')) }, 2);
  const history = new History(client, 'whole');
  await history.readOn();
  sfn.resetHistory();

  await history.readOn();

  expect(sfn.commandCalls(GetExecutionHistoryCommand)).toHaveLength(1);
});

test('reads the parts that the execution has started, in the order of time', async () => {
  historiesAre({ whole: [entered(1, 'ScaleHsms'), startedPart(2, 'part'), entered(9, 'after')], part: [entered(4, 'CreateHsm')] });

  const events = await new History(client, 'whole').readOn();

  expect(events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name)).toEqual([
    'ScaleHsms',
    undefined,
    'CreateHsm',
    'after',
  ]);
});

test('a container is no part', async () => {
  const task = { ...startedPart(1, 'none'), taskSubmittedEventDetails: { resourceType: 'ecs', resource: 'runTask.sync', output: '{}' } };
  historiesAre({ whole: [task] });

  expect(ids(await new History(client, 'whole').readOn())).toEqual([1]);
});

test('counts the transitions of the parts, too', async () => {
  historiesAre({
    whole: [entered(1, 'ScaleHsms'), tried(2, 'TaskScheduled'), startedPart(3, 'part')],
    part: [entered(1, 'CreateHsm'), tried(2), entered(3, 'Wait', 'WaitStateEntered')],
  });
  const history = new History(client, 'whole');
  await history.readOn();

  expect(history.transitions).toBe(3);
});

test('a retry is billed as a transition', () => {
  const retried = [entered(1, 'CreateHsm'), tried(2), tried(3), tried(4), entered(5, 'Ready', 'SucceedStateEntered')];

  expect(countTransitions(retried)).toBe(4);
});

test('every kind of state counts once', () => {
  const types = ['Task', 'Choice', 'Wait', 'Pass', 'Parallel', 'Map', 'Succeed', 'Fail'];
  const events = types.map((type, index) => entered(index + 1, type, `${type}StateEntered`));

  expect(countTransitions(events)).toBe(8);
  expect(countTransitions([])).toBe(0);
});

test('knows what was created when an execution failed: the last that it had noted', () => {
  const events = [exited(1, { created: '["cluster-1"]' }), exited(2, { created: '["cluster-1","hsm-1"]' }), exited(3, { pace: '1' })];

  expect(createdSoFar(events)).toEqual(['cluster-1', 'hsm-1']);
  expect(createdSoFar([])).toEqual([]);
});
