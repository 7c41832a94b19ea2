import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Facts } from '../../../core/audit/facts/facts.ts';
import type { Judgement } from '../../../core/audit/judge.ts';
import { factsKey, judgementKey } from '../../../core/audit/keys.ts';
import { logger } from '../../../core/log.ts';
import { handler } from '../../../functions/check-facts.ts';
import { emptyAuditBucket, inBucket, putInBucket } from '../audit-bucket.ts';
import { at, cluster, clusterId, facts, image, onRecord } from '../core/audit/facts.ts';
import { context } from '../lambda-context.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const elsewhere = { ...home, region: 'eu-west-1' };
const event = { run: 'run-1', place: home, now: at, environments: [] };

const info = vi.spyOn(logger, 'info');
const published = () => info.mock.calls.map(([words]) => words);

/** From now on the bucket holds what was read of a place, in four parts. */
function read(place: typeof home, { clusters, environments, groups, alarms, unread = [] }: Partial<Facts>): void {
  const parts = { hsms: { clusters, unread }, owners: { environments }, surroundings: { groups, unread }, watch: { alarms } };
  for (const [part, value] of Object.entries(parts)) putInBucket(factsKey('run-1', place, part), value);
}

/** What was left of a place in the bucket. */
const judged = (place = home) => inBucket(judgementKey('run-1', place)) as Judgement;

beforeEach(() => {
  emptyAuditBucket();
  info.mockClear();
  info.mockImplementation(() => undefined);
  for (const [name, value] of Object.entries({ ACCOUNT_ID: home.account, AWS_REGION: home.region })) vi.stubEnv(name, value);
  for (const [name, value] of Object.entries({ CLUSTER_QUOTA: '4', HSM_QUOTA: '6', HSM_USERS_IMAGE: image('20260101T000000Z') }))
    vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const degraded = cluster({ state: 'DEGRADED' });

test('all that was read of a place is held against every check together, and what is found lies in the bucket', async () => {
  read(home, facts({ clusters: [degraded] }));
  const told = await handler(event, context);

  const { findings } = judged();
  const found = { ...home, cluster: clusterId, environment: 'production', since: at };
  expect(findings).toEqual([expect.objectContaining({ ...found, check: 'cluster-degraded', severity: 'critical' })]);
  expect(told).toEqual({ place: home, counts: { critical: 1, high: 0, medium: 0, low: 0 }, unread: 0 });
});

test('what could not be read is told of every part', async () => {
  const unread = [{ place: '123456789012/us-east-1', why: 'denied' }];
  read(home, facts({ unread }));

  expect(await handler(event, context)).toMatchObject({ unread: 2 });
  expect(judged().unread).toEqual([...unread, ...unread]);
});

test('quotas and image are known of the place where the deployment is, and figures are published of it alone', async () => {
  vi.stubEnv('CLUSTER_QUOTA', '1');
  vi.stubEnv('HSM_QUOTA', '3');
  vi.stubEnv('HSM_USERS_IMAGE', image('20240101T000000Z'));
  const found = (place = home) => judged(place).findings.map(({ check }) => check);
  read(home, facts());
  await handler(event, context);
  expect(found().toSorted()).toEqual(['image-outdated', 'quota-near', 'quota-near']);
  expect(published()).toEqual(['Environment production was audited']);

  info.mockClear();
  read(elsewhere, facts());
  await handler({ ...event, place: elsewhere }, context);
  expect(found(elsewhere)).toEqual([]);
  expect(published()).toEqual([]);
});

test('where environments are named, nothing is said of others', async () => {
  const other = cluster({ id: 'cluster-bbbbbbbbbbb', environment: 'other', state: 'DEGRADED' });
  read(home, facts({ clusters: [degraded, other], environments: [onRecord(), onRecord({ name: 'other', clusterId: other.id })] }));
  await handler({ ...event, environments: ['production'] }, context);

  expect(judged().clusters.map(({ id }) => id)).toEqual([clusterId]);
  expect(new Set(judged().findings.map(({ environment }) => environment))).toEqual(new Set(['production']));
});
