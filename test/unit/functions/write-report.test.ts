import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Judgement } from '../../../core/audit/judge.ts';
import { judge } from '../../../core/audit/judge.ts';
import type { Report } from '../../../core/audit/report.ts';
import { logger } from '../../../core/log.ts';
import { handler } from '../../../functions/write-report.ts';
import { emptyAuditBucket, inBucket, putInBucket, takeFromBucket, textInBucket } from '../audit-bucket.ts';
import { at, cluster, facts, hsm } from '../core/audit/facts.ts';
import { context } from '../lambda-context.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const elsewhere = { ...home, region: 'eu-west-1' };
const later = '2026-01-11T12:00:00.000Z';
const event = { run: 'run-1-of-audits', scope: 'all', execution: 'arn:run-1', places: [home], unread: [], now: at };
const json = 'reports/all/2026/01/10/2026-01-10T120000Z-run-1-of.json';
const healthy = judge(facts());
const oneDegraded = judge(facts({ clusters: [cluster({ hsms: [hsm(1), hsm(2, 'us-east-1b', 'DEGRADED')] })] }));
const report = (key: string) => inBucket(key) as Report;

/** What is said of a place lies in the bucket. */
function judged(judgement: Judgement, { run = event.run, region = home.region } = {}): void {
  putInBucket(`work/${run}/judgements/${home.account}/${region}.json`, { ...judgement, region });
}

beforeEach(() => {
  emptyAuditBucket();
  vi.spyOn(logger, 'info').mockImplementation(() => undefined);
});

afterEach(() => void vi.restoreAllMocks());

test('what was found in all places comes into one report, for programs and for people', async () => {
  judged(oneDegraded);
  judged(healthy, { region: 'eu-west-1' });
  judged(oneDegraded, { run: 'of-another-run' });

  const answer = await handler({ ...event, places: [home, elsewhere] }, context);

  expect(answer.report).toEqual({ bucket: 'audits', json, html: json.replace('.json', '.html') });
  expect(report(json)).toMatchObject({
    execution: 'arn:run-1',
    scope: 'all',
    places: [elsewhere, home],
    unread: [],
    summary: answer.summary,
  });
  expect(report(json).findings).toHaveLength(oneDegraded.findings.length + healthy.findings.length);
  expect(textInBucket(answer.report.html)).toMatch(/^<!doctype html>/i);
  expect(answer.announcement).toMatchObject({
    detailType: 'Audit Completed',
    subject: expect.stringContaining('new finding'),
    message: expect.stringContaining(`s3://audits/${answer.report.html}`),
  });
});

test('places of which nothing came are named, with why where that is known', async () => {
  judged(healthy);
  const unread = [{ place: '210987654321/us-east-1', why: 'no role' }];
  await handler({ ...event, places: [home, elsewhere], unread }, context);
  expect(report(json).unread).toEqual([...unread, { place: '123456789012/eu-west-1', why: 'its execution ended without an answer' }]);
});

test('a report is held against the one before: people are told what is new, and since when the rest is known', async () => {
  judged(oneDegraded);
  const first = await handler(event, context);
  const next = { ...event, run: 'run-2', execution: 'arn:run-2', now: later };
  judged({ ...oneDegraded, findings: oneDegraded.findings.map((one) => ({ ...one, since: later })) }, { run: 'run-2' });

  const second = await handler(next, context);

  expect(first.announcement.subject).not.toBe('');
  expect(second.announcement).toMatchObject({ subject: '', message: '' });
  const { findings, trend } = report(second.report.json);
  expect(findings.map(({ since }) => since)).toEqual(oneDegraded.findings.map(() => at));
  expect(trend.map((one) => one.at)).toEqual([at, later]);
});

test('what is found no more is told, also where nothing is new', async () => {
  judged(oneDegraded);
  await handler(event, context);
  judged(healthy, { run: 'run-2' });
  const { report: written, announcement } = await handler({ ...event, run: 'run-2', execution: 'arn:run-2', now: later }, context);
  expect(report(written.json).resolved.map(({ check }) => check)).toContain('hsm-degraded');
  expect(announcement.subject).toMatch(/resolved$/);
});

test('a step that is tried again is held against the report before, not against its own', async () => {
  judged(oneDegraded);
  const first = await handler(event, context);
  const again = await handler(event, context);
  expect(again).toEqual(first);
  expect(report(json).known).toEqual([]);
  expect(inBucket('reports/all/history.json')).toMatchObject({ reports: [{ execution: 'arn:run-1', json }] });
});

test('where somebody has cleared the report before away, all is new again', async () => {
  judged(oneDegraded);
  await handler(event, context);
  takeFromBucket(json);
  judged(oneDegraded, { run: 'run-2' });

  const { announcement, report: written } = await handler({ ...event, run: 'run-2', execution: 'arn:run-2', now: later }, context);

  expect(announcement.subject).not.toBe('');
  expect(report(written.json).trend).toHaveLength(2);
});

test('reports of another scope are not held against it', async () => {
  judged(oneDegraded);
  await handler({ ...event, scope: 'production', execution: 'arn:run-0' }, context);
  const { announcement } = await handler(event, context);
  expect(announcement.subject).not.toBe('');
});

test('of a scope the last thirty reports are remembered', async () => {
  judged(healthy);
  const trend = { at, summary: { critical: 0, high: 0, medium: 0, low: 0 }, perHour: 4.8 };
  const before = Array.from({ length: 30 }, (_, day) => ({ execution: `arn:before-${day}`, json: 'gone', html: 'gone', trend }));
  putInBucket('reports/all/history.json', { reports: before });

  await handler(event, context);

  const { reports } = inBucket('reports/all/history.json') as { reports: { execution: string }[] };
  expect(reports.map(({ execution }) => execution)).toEqual([...before.slice(1).map(({ execution }) => execution), 'arn:run-1']);
});

test('how much was found is published, by severity', async () => {
  judged(oneDegraded);
  const published: unknown[] = [];
  vi.spyOn(logger, 'info').mockImplementation((...told) => void published.push(told));
  await handler(event, context);
  expect(JSON.stringify(published)).toContain('FindingsCritical');
});
