import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { dismissPeople, replaceWaiting } from '../../../../core/people/dismiss.ts';

import { readWaiting } from '../../../../core/record/waiting-item.ts';
import { sfn } from '../../aws.ts';
import { aMinuteLater, execution, now, otherExecution } from '../../executions.ts';
import { emptyRecord, store } from '../../record.ts';
import { rejection, serverFault } from '../../service-errors.ts';

const woken = () => sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input);

/** From now on a run waits for people, with this token. */
function waits(intent: string, token: string, answered: Record<string, string> = {}): void {
  store(`waiting#${intent}`, { for: 'certificate', since: now, deadline: now, token, execution, hash: 'aa11', ...answered });
}

beforeEach(() => {
  sfn.reset();
  sfn.on(SendTaskSuccessCommand).resolves({});
  emptyRecord();
});

test('of an environment that goes every run that waits for people goes on, whatever it was to do', async () => {
  waits('provision', 'token-1');
  waits('rotate', 'token-2');

  await dismissPeople('production', aMinuteLater);

  expect(woken()).toEqual([
    { taskToken: 'token-1', output: '{}' },
    { taskToken: 'token-2', output: '{}' },
  ]);
  for (const intent of ['provision', 'rotate']) expect(await readWaiting('production', intent)).toMatchObject({ answered: true });
});

test('one that was answered has gone on already, and where nobody waits nobody is woken', async () => {
  waits('provision', 'token-1', { answer: '{}', answeredAt: aMinuteLater });

  await dismissPeople('production', aMinuteLater);
  await dismissPeople('testing', aMinuteLater);

  expect(woken()).toEqual([]);
});

test('a run in whose place another waits is told by whom, and goes on', async () => {
  waits('provision', 'token-1');

  await replaceWaiting('production', 'provision', (await readWaiting('production', 'provision'))!, otherExecution);

  expect(await readWaiting('production', 'provision')).toMatchObject({ replaced: { execution, by: otherExecution } });
  expect(woken()).toEqual([{ taskToken: 'token-1', output: '{}' }]);
});

test.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
  'a token that is out no more (%s) is no failure: the answer is on record',
  async (name) => {
    waits('provision', 'token-1');
    waits('rotate', 'token-2');
    sfn.on(SendTaskSuccessCommand).rejectsOnce(rejection(name)).resolves({});

    await dismissPeople('production', aMinuteLater);

    expect(woken().map(({ taskToken }) => taskToken)).toEqual(['token-1', 'token-2']);
  },
);

test('the answer is on record before the run is woken, so that a wake that fails is made good', async () => {
  waits('provision', 'token-1');
  sfn.on(SendTaskSuccessCommand).rejects(serverFault('InternalServerError'));

  await expect(dismissPeople('production', aMinuteLater)).rejects.toThrow();
  expect(await readWaiting('production', 'provision')).toMatchObject({ answered: true });
});
