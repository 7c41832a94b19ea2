import { beforeEach, expect, test } from 'vitest';
import { readItem } from '../../../../core/record/item.ts';
import { noteSchedules, schedulesIn } from '../../../../core/record/schedules.ts';
import { aMinuteLater, now } from '../../executions.ts';
import { emptyRecord } from '../../record.ts';

const noted = async () => schedulesIn((await readItem('production', 'schedules')) ?? {});

beforeEach(emptyRecord);

test('a schedule is known as it was asked for, since when it counts, and when it was last carried out', async () => {
  const rotation = { asked: '30', since: now };
  const drill = { asked: '7', since: now, last: aMinuteLater };
  await noteSchedules('production', { rotation, drill });

  expect(await noted()).toEqual({ rotation, drill });
});

test('what is noted of one leaves the others as they are', async () => {
  await noteSchedules('production', { rotation: { asked: '30', since: now }, drill: { asked: '7', since: now } });
  await noteSchedules('production', { rotation: { asked: '30', since: now, last: aMinuteLater } });

  expect(await noted()).toEqual({ rotation: { asked: '30', since: now, last: aMinuteLater }, drill: { asked: '7', since: now } });
});

test('an environment without any has none', async () => {
  expect(await noted()).toEqual({});
});
