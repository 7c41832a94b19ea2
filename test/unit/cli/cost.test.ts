import { stripVTControlCharacters } from 'node:util';
import { DescribeCertificateAuthorityCommand } from '@aws-sdk/client-acm-pca';
import { expect, test } from 'vitest';
import { costReportText } from '../../../cli/cost/cost.ts';
import { billedCas } from '../../../cli/cost/private-cas.ts';
import { costReport } from '../../../core/cost/cost-report.ts';
import { pca } from '../aws.ts';
import { rejection } from '../service-errors.ts';

test('the month is that of what stands: HSMs that have gone since are in no figure', () => {
  const cluster = {
    ...{ id: 'cluster-a', hsmType: 'hsm2m.medium', hsms: 2, hsmsOfMonth: 2, parks: false },
    ...{ asked: 2, undeclared: false, createdAt: '2026-01-15T00:00:00.000Z' },
  };
  const watched = { alarmMetrics: 0, compositeAlarms: 0, metrics: 0, logBytes: 0 };
  const billable = { region: 'us-east-1', clusters: [cluster], kmsKeys: 0, secrets: 1, replicas: 0, privateCas: 0, watched };
  const report = costReport({ ...billable, usage: { transitions: 0, taskHours: 0, drillHours: 0 } }, '2026-01-16T00:00:00.000Z');

  const [headline, , , hsms, secrets] = stripVTControlCharacters(costReportText('staging', report, 200))
    .split('\n')
    .map((line) => line.trimEnd());
  expect(headline).toBe(
    'staging: USD 3.20 an hour, USD 2336.40 a month; what stands came to USD 77.00 since the first of this month, and comes to USD 1306.01 by its end',
  );
  expect(hsms).toMatch(/ 1\.6 an hour +3\.2000$/);
  expect(secrets).toMatch(/ 0\.4 a month +0\.0006$/);
});

test('a CA that is gone costs nothing, as roots are deleted once they have signed', async () => {
  const states: Record<string, string> = { a: 'ACTIVE', d: 'DISABLED', g: 'DELETED', f: 'FAILED' };
  for (const [CertificateAuthorityArn, Status] of Object.entries(states))
    pca.on(DescribeCertificateAuthorityCommand, { CertificateAuthorityArn }).resolves({ CertificateAuthority: { Status } as never });
  pca.on(DescribeCertificateAuthorityCommand, { CertificateAuthorityArn: 'n' }).rejects(rejection('AccessDeniedException'));

  expect(await billedCas(['a', 'a'])).toBe(1);
  expect(await billedCas(['d', 'g', 'f'])).toBe(1);
  // whoever may not ask is told what it may be
  expect(await billedCas(['n'])).toBe(1);
});
