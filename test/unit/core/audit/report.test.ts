import { describe, expect, test } from 'vitest';
import { judge } from '../../../../core/audit/judge.ts';
import { notice } from '../../../../core/audit/notice.ts';
import {
  compose,
  darkened,
  headline,
  news,
  type Report,
  reportsRemembered,
  type TrendPoint,
  withoutAWord,
} from '../../../../core/audit/report.ts';
import { scopeName } from '../../../../core/audit/request.ts';
import { at, backup, cluster, facts, hsm, onRecord } from './facts.ts';

const twoHsms = { clusters: [cluster({ hsms: [hsm(1), hsm(2)] })] };
const missing = judge(facts(twoHsms));
const healthy = judge(facts());
const told = { at, execution: 'arn:execution', scope: 'all', unread: [], before: undefined, trend: [] as TrendPoint[] };
const first = compose({ ...told, judgements: [missing] });
const later = '2026-01-11T12:00:00.000Z';
const foundLater = missing.findings.map((finding) => ({ ...finding, since: later }));

describe('a finding', () => {
  test('keeps id and first day for as long as it is the same thing', () => {
    const again = compose({
      ...told,
      at: later,
      judgements: [judge(facts({ ...twoHsms, backups: [backup({ createdAt: at })], at: later }))],
      before: first,
    });

    expect(again.findings).toEqual([{ ...first.findings[0], since: at }]);
    expect(again.known).toEqual([first.findings[0]!.id]);
    expect(news(again, first)).toEqual([]);
  });

  test('is another one in another account, region or check, or of another resource', () => {
    const elsewhere = judge({ ...facts(twoHsms), region: 'eu-west-1' });

    expect(elsewhere.findings.map(({ check }) => check)).toEqual(missing.findings.map(({ check }) => check));
    expect(elsewhere.findings[0]!.id).not.toBe(missing.findings[0]!.id);
  });

  test('is resolved when it is not found any more, and told as such once', () => {
    const mended = compose({ ...told, at: later, judgements: [healthy], before: first });

    expect(mended.resolved).toEqual(first.findings);
    expect(compose({ ...told, judgements: [healthy], before: mended }).resolved).toEqual([]);
  });

  test('is not resolved where its place could not be read', () => {
    const dark = compose({ ...told, judgements: [], unread: [{ place: '123456789012/us-east-1', why: 'denied' }], before: first });

    expect([dark.findings, dark.resolved, dark.undecided]).toEqual([[], [], first.findings]);
    const readAgain = compose({ ...told, at: later, judgements: [{ ...missing, findings: foundLater }], before: dark });
    expect([readAgain.findings, readAgain.undecided, news(readAgain, dark)]).toEqual([first.findings, [], []]);
  });

  test('is not resolved while a run is at work on its environment, and no news afterwards', () => {
    const atWork = compose({ ...told, judgements: [judge(facts({ environments: [onRecord({ work: 'rotate' })] }))], before: first });

    expect([atWork.findings, atWork.resolved, atWork.undecided]).toEqual([[], [], first.findings]);
    const settled = compose({ ...told, at: later, judgements: [{ ...missing, findings: foundLater }], before: atWork });
    expect([settled.findings, settled.known, news(settled, atWork)]).toEqual([first.findings, [first.findings[0]!.id], []]);
    expect(compose({ ...told, judgements: [healthy], before: atWork }).resolved).toEqual(first.findings);
  });

  test('keeps its first day while it is accepted, and is told again when that is over', () => {
    const accept = [{ check: 'hsm-missing', resource: cluster().id, until: '2026-12-31', reason: 'one is on its way' }];
    const accepted = judge({ ...facts({ ...twoHsms, environments: [onRecord({}, { audit: { accept } })] }), at: later });
    const lived = compose({ ...told, judgements: [accepted], before: first });
    const over = compose({ ...told, judgements: [{ ...missing, findings: foundLater }], before: lived });

    expect([lived.accepted[0]!.since, over.findings[0]!.since, news(over, lived)]).toEqual([at, at, over.findings]);
  });

  test('is news again where it has become worse', () => {
    const milder = { findings: first.findings.map((finding) => ({ ...finding, severity: 'low' as const })) };

    expect(news(first, milder)).toEqual(first.findings);
  });
});

describe('an exception', () => {
  const accepting = (until: string, resource = cluster().id) => {
    const accept = [{ check: 'hsm-missing', resource, until, reason: 'one is on its way' }];
    return judge(facts({ ...twoHsms, environments: [onRecord({}, { audit: { accept } })] }));
  };

  test('holds to the end of its last day', () => {
    expect(accepting('2026-01-10')).toMatchObject({ findings: [], accepted: [{ check: 'hsm-missing', reason: 'one is on its way' }] });
    expect(accepting('2026-01-09')).toMatchObject({ findings: [{ check: 'hsm-missing' }], accepted: [] });
  });

  test('is of one resource alone', () => {
    expect(accepting('2026-12-31', 'cluster-other')).toMatchObject({ findings: [{ check: 'hsm-missing' }], accepted: [] });
  });
});

test('an environment’s audit has its findings and cards alone', () => {
  const both = facts({ ...twoHsms, clusters: [...twoHsms.clusters, cluster({ id: 'cluster-b', environment: null, hsms: [hsm(1)] })] });

  expect(judge(both, { environments: ['production'] }).findings.map(({ environment }) => environment)).toEqual(['production']);
  expect(judge(both, { environments: ['production'] }).clusters.map(({ id }) => id)).toEqual([cluster().id]);
  expect(new Set(judge(both).findings.map(({ environment }) => environment))).toEqual(new Set(['production', null]));
});

test('a report says in a sentence how things are', () => {
  const of = (judgements: Parameters<typeof compose>[0]['judgements'], unread: Report['unread'] = []) =>
    headline(compose({ ...told, judgements, unread }));

  expect(of([healthy])).toBe('1 cluster: nothing was found');
  expect(of([missing])).toBe('1 cluster: 1 high finding');
  expect(of([judge(facts({ environments: [onRecord({ work: 'scale' })] }))])).toBe(
    '1 cluster: nothing was found; production: a run is at work, and little was looked at',
  );
  expect(of([healthy], [{ place: 'b', why: '' }])).toBe('1 cluster: nothing was found; 1 place could not be read, or not wholly');
});

test('the trend keeps the last thirty reports, this one last', () => {
  const trend = Array.from({ length: 40 }, (_, day) => ({ at: `${day}`, summary: first.summary, perHour: 1 }));
  const kept = compose({ ...told, judgements: [healthy], trend }).trend;

  expect(kept).toHaveLength(reportsRemembered);
  expect([kept[0]!.at, kept.at(-1)!.at]).toEqual(['11', at]);
});

test('a place of which nothing came is named', () => {
  const places = ['us-east-1', 'eu-west-1', 'eu-west-2'].map((region) => ({ account: '123456789012', region }));
  const failed = [{ place: '123456789012/eu-west-1', why: 'denied' }];

  expect(withoutAWord(places, [healthy], failed)).toEqual([
    { place: '123456789012/eu-west-2', why: expect.stringContaining('without an answer') },
  ]);
});

const place = { bucket: 'audits', html: 'reports/all/x.html' };
const noticed = (report: Report, before?: Report) => notice(report, { news: news(report, before), dark: darkened(report, before) }, place);

test('people are told what is new with its remedy, and nothing where nothing is', () => {
  expect(noticed(first)).toEqual({
    subject: 'CloudHSM audit: 1 new finding, high at worst',
    message: expect.stringMatching(
      /high: fewer HSMs .*\(production\): 2 of 3 HSMs are ACTIVE\n {2}`npx hsm repair[\s\S]*s3:\/\/audits\/reports\/all\/x\.html$/,
    ),
  });
  expect(noticed(first, first)).toEqual({ subject: '', message: '' });
});

test('people are told what is over, also where nothing is new', () => {
  const mended = compose({ ...told, judgements: [healthy], before: first });

  expect(noticed(mended, first)).toEqual({
    subject: 'CloudHSM audit: 1 finding resolved',
    message: expect.stringMatching(/^1 cluster: nothing was found\n\nresolved: fewer HSMs .*\(production\)\n/),
  });
  expect(noticed(compose({ ...told, judgements: [healthy], before: mended }), mended).subject).toBe('');
});

test('people are told once of a place that could not be read', () => {
  const unread = [{ place: '210987654321/us-east-1', why: 'AccessDenied: no role' }];
  const dark = compose({ ...told, judgements: [healthy], unread });

  expect(noticed(dark)).toEqual({
    subject: 'CloudHSM audit: 1 place could not be read, or not wholly',
    message: expect.stringContaining('\nnot read: 210987654321/us-east-1: AccessDenied: no role\n'),
  });
  expect(noticed(dark, dark).subject).toBe('');
  expect(noticed(compose({ ...told, judgements: [missing], unread }), dark).subject).toBe('CloudHSM audit: 1 new finding, high at worst');
});

test('reports of the same scope are compared, whatever the order of its names', () => {
  expect(scopeName({})).toBe('all');
  expect(scopeName({ environments: ['b', 'a'], regions: ['us-east-1'] })).toBe(
    scopeName({ environments: ['a', 'b'], regions: ['us-east-1'] }),
  );
  expect(scopeName({ environments: ['a'] })).not.toBe(scopeName({}));
});
