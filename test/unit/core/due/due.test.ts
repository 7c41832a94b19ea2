import { expect, test } from 'vitest';
import { due, type Scheduled } from '../../../../core/due/due.ts';
import { environment } from '../../environments.ts';

const nights = { at: '20:00', until: '07:00', days: 'mon-fri', timezone: 'Europe/Berlin' };
const park = { intent: 'scale', changes: { hsms: 0 } };
const comeBack = { intent: 'scale', changes: {} };

function scheduled(file: Record<string, unknown>, changes: Partial<Scheduled> = {}): Scheduled {
  return {
    name: 'production',
    file: environment(file),
    clusterId: 'cluster-abcdefghijk',
    requestedAt: '2026-01-05T09:00:00Z', // a Monday
    parked: false,
    held: new Set(),
    succeeded: {},
    noted: {},
    ...changes,
  };
}

/** What is started at each of some moments, when nothing fails; each start is noted. */
function startsAt(one: Scheduled, times: string[]): (object | undefined)[] {
  const now = { ...one, noted: { ...one.noted } };
  return times.map((time) => {
    const { note, starts } = due(now, time);
    Object.assign(now.noted, note, ...starts.map(({ schedule, started }) => ({ [schedule]: started })));
    const [first] = starts;
    if (first?.intent === 'scale') now.parked = first.changes.hsms === 0;
    return first && { intent: first.intent, changes: first.changes };
  });
}

test('an environment parks in the evening and is back in the morning, each once', () => {
  expect(
    startsAt(scheduled({ parking: nights }), [
      '2026-01-05T18:59:59Z',
      '2026-01-05T19:00:00Z',
      '2026-01-05T19:15:00Z',
      '2026-01-06T05:59:59Z',
      '2026-01-06T06:00:00Z',
      '2026-01-06T06:15:00Z',
    ]),
  ).toEqual([undefined, park, undefined, undefined, comeBack, undefined]);
});

test('it stays parked from Friday to Monday', () => {
  const friday = scheduled({ parking: nights }, { requestedAt: '2026-01-09T10:00:00Z' });
  expect(startsAt(friday, ['2026-01-09T19:00:00Z', '2026-01-10T06:00:00Z', '2026-01-11T19:00:00Z', '2026-01-12T06:00:00Z'])).toEqual([
    park,
    undefined,
    undefined,
    comeBack,
  ]);
});

test('times follow the clocks that are put forward and back', () => {
  const march = scheduled({ parking: { ...nights, days: 'mon-sun' } }, { requestedAt: '2026-03-28T10:00:00Z' });
  expect(startsAt(march, ['2026-03-28T19:00:00Z', '2026-03-29T04:59:59Z', '2026-03-29T05:00:00Z'])).toEqual([park, undefined, comeBack]);
  const october = scheduled({ parking: { ...nights, days: 'mon-sun' } }, { requestedAt: '2026-10-24T10:00:00Z' });
  expect(startsAt(october, ['2026-10-24T18:00:00Z', '2026-10-25T05:59:59Z', '2026-10-25T06:00:00Z'])).toEqual([park, undefined, comeBack]);
});

test('a time that comes twice starts nothing twice', () => {
  const twice = { at: '02:30', until: '12:00', days: 'mon-sun', timezone: 'Europe/Berlin' };
  const october = scheduled({ parking: twice }, { requestedAt: '2026-10-24T20:00:00Z' });
  expect(startsAt(october, ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T11:00:00Z'])).toEqual([park, undefined, comeBack]);
});

test('of what was missed the newest alone is caught up', () => {
  const [noon] = startsAt(scheduled({ parking: nights }, { parked: true }), ['2026-01-08T12:00:00Z']);
  expect(noon).toEqual(comeBack);
  const [night] = startsAt(scheduled({ parking: nights }), ['2026-01-08T23:00:00Z', '2026-01-08T23:15:00Z']);
  expect(night).toEqual(park);
});

test('a schedule counts from when it was asked for, and a changed one anew', () => {
  const evening = scheduled({ parking: nights }, { requestedAt: '2026-01-05T19:30:00Z' });
  expect(startsAt(evening, ['2026-01-05T20:00:00Z'])).toEqual([undefined]);
  const asked = JSON.stringify({ ...nights, at: '22:00' });
  const changed = { ...evening, noted: { parking: { asked, since: '2026-01-05T09:00:00Z' } } };
  expect(startsAt(changed, ['2026-01-05T20:00:00Z'])).toEqual([undefined]);
  // what is asked for otherwise changes nothing of it
  const unchanged = { ...evening, noted: { parking: { asked: JSON.stringify(nights), since: '2026-01-05T09:00:00Z' } } };
  expect(startsAt(unchanged, ['2026-01-05T20:00:00Z'])).toEqual([park]);
});

test('what comes up again after a teardown is neither parked nor rotated nor drilled at once: its schedules count from then', () => {
  const file = { parking: nights, backups: { drillEveryDays: 7 }, rotation: { everyDays: 30 } };
  const noted = Object.fromEntries(
    Object.entries({ parking: nights, drill: 7, rotation: 30 }).map(([name, asked]) => [
      name,
      { asked: JSON.stringify(asked), since: '2025-11-03T09:00:00Z', last: '2025-12-01T19:00:00Z' },
    ]),
  );
  const again = scheduled(file, { requestedAt: '2026-01-05T20:00:00Z', tornDownAt: '2025-12-24T09:00:00Z', noted });

  const { note, starts } = due(again, '2026-01-05T21:00:00Z');
  expect(starts).toEqual([]);
  expect(note.parking).toEqual({ asked: JSON.stringify(nights), since: '2026-01-05T20:00:00Z' });
  // from then on a run that asks anew postpones nothing
  const settled = { ...again, noted: note, requestedAt: '2026-01-11T20:00:00Z' };
  expect(due(settled, '2026-01-12T20:00:00Z').starts.map(({ intent }) => intent)).toEqual(['scale', 'drill']);
});

test('an environment that is not parked need not come back, then or later', () => {
  const asked = JSON.stringify(nights);
  const awake = scheduled(
    { parking: nights },
    { noted: { parking: { asked, since: '2026-01-05T09:00:00Z', last: '2026-01-05T19:00:00Z' } } },
  );
  const { note, starts } = due(awake, '2026-01-06T06:00:00Z');
  expect(starts).toEqual([]);
  expect(note).toEqual({ parking: { asked, since: '2026-01-05T09:00:00Z', last: '2026-01-06T06:00:00Z' } });
});

test('while a run works at it, what needs its lease waits, and what does not starts', () => {
  const file = { parking: nights, backups: { drillEveryDays: 1 } };
  const busy = scheduled(file, { held: new Set(['environment']), requestedAt: '2026-01-05T18:00:00Z' });
  expect(due(busy, '2026-01-06T19:00:00Z').starts.map(({ intent }) => intent)).toEqual(['drill']);
  expect(due({ ...busy, held: new Set() }, '2026-01-06T19:15:00Z').starts.map(({ intent }) => intent)).toEqual(['scale', 'drill']);
});

test('drills and rotations are due so many days after the last, whoever started it', () => {
  const file = { backups: { drillEveryDays: 7 }, rotation: { everyDays: 30 } };
  expect(startsAt(scheduled(file), ['2026-01-12T08:59:59Z', '2026-01-12T09:00:00Z', '2026-01-12T09:15:00Z'])).toEqual([
    undefined,
    { intent: 'drill', changes: {} },
    undefined,
  ]);
  const byHand = scheduled(file, { succeeded: { drill: '2026-01-11T09:00:00Z' } });
  expect(startsAt(byHand, ['2026-01-12T09:00:00Z', '2026-01-18T09:00:00Z'])).toEqual([undefined, { intent: 'drill', changes: {} }]);
  expect(due(scheduled(file), '2026-02-04T09:00:00Z').starts.map(({ intent }) => intent)).toEqual(['rotate', 'drill']);
});

test('client hosts are configured again so many days later, by what the file says of them then, and not while it is parked', () => {
  const everyWeek = scheduled({ clients: { tags: ['Role=payments'], everyDays: 7 } });
  const clients = { intent: 'clients', changes: {} };
  expect(startsAt(everyWeek, ['2026-01-12T08:59:59Z', '2026-01-12T09:00:00Z', '2026-01-12T09:15:00Z', '2026-01-19T09:00:00Z'])).toEqual([
    undefined,
    clients,
    undefined,
    clients,
  ]);
  const byHand = { ...everyWeek, succeeded: { clients: '2026-01-10T09:00:00Z' } };
  expect(startsAt(byHand, ['2026-01-12T09:00:00Z', '2026-01-17T09:00:00Z'])).toEqual([undefined, clients]);
  expect(startsAt({ ...everyWeek, parked: true }, ['2026-01-12T09:00:00Z'])).toEqual([undefined]);
});

test('one thing at a time takes the lease, and no password changes while it is parked', () => {
  const file = { parking: nights, rotation: { everyDays: 1 } };
  expect(due(scheduled(file), '2026-01-06T19:00:00Z').starts.map(({ intent }) => intent)).toEqual(['scale']);
  const parked = { asked: JSON.stringify(nights), since: '2026-01-05T09:00:00Z', last: '2026-01-06T19:00:00Z' };
  expect(due(scheduled(file, { parked: true, noted: { parking: parked } }), '2026-01-06T20:00:00Z').starts).toEqual([]);
});

test('without schedules nothing is due, and nothing is noted', () => {
  expect(due(scheduled({}), '2027-01-05T09:00:00Z')).toEqual({ note: {}, starts: [] });
});
