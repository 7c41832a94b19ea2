import { beforeEach, expect, test, vi } from 'vitest';
import { publishFindings, publishStanding } from '../../../../core/audit/metrics.ts';
import { logger } from '../../../../core/log.ts';
import { at, cluster, facts, hoursAgo, hsm, onRecord } from './facts.ts';

const info = vi.spyOn(logger, 'info');

beforeEach(() => {
  info.mockClear();
  info.mockImplementation(() => undefined);
});

const published = () => info.mock.calls.map(([, metrics]) => metrics as unknown as Record<string, unknown>);

test('what an audit has found is published by severity', () => {
  const unread = ['111122223333/us-east-1', '111122223333/us-east-1'].map((place) => ({ place, why: 'no' }));
  publishFindings({ summary: { critical: 1, high: 2, medium: 3, low: 4 }, scope: 'all', unread, at }, 'dev');

  expect(published()).toEqual([
    {
      _aws: {
        Timestamp: Date.parse(at),
        CloudWatchMetrics: [
          {
            Namespace: 'cloudhsm-lifecycle',
            Dimensions: [['Stage', 'Scope']],
            Metrics: ['FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsLow', 'PlacesUnread'].map((Name) => ({
              ...{ Name, Unit: 'Count' },
            })),
          },
        ],
      },
      ...{ Stage: 'dev', Scope: 'all' },
      ...{ FindingsCritical: 1, FindingsHigh: 2, FindingsMedium: 3, FindingsLow: 4, PlacesUnread: 1 },
    },
  ]);
});

test('an environment that stands is published as it was read', () => {
  const certificate = { issuer: 'CN=root', endsAt: hoursAgo(-36) };
  publishStanding(facts({ clusters: [cluster({ certificate, hsms: [hsm(1), hsm(2, 'us-east-1b', 'DEGRADED')] })] }));

  expect(published()).toEqual([
    expect.objectContaining({
      ...{ Stage: 'dev', Environment: 'production' },
      ...{ HsmsWanted: 3, HsmsActive: 1, BackupAgeHours: 3, CertificateDaysLeft: 1.5, CostPerHour: 3.2 },
    }),
  ]);
});

test('the age of the newest backup counts only while HSMs stand', () => {
  publishStanding(facts({ clusters: [cluster({ hsms: [] })] }));

  expect(published()[0]).not.toHaveProperty('BackupAgeHours');
});

test('nothing is published of an environment that a run is at work on', () => {
  publishStanding(facts({ environments: [onRecord({ work: 'scale' })] }));

  expect(published()).toEqual([]);
});
