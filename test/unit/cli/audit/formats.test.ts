import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { asff } from '../../../../cli/audit/asff.ts';
import { failing } from '../../../../cli/audit/gate.ts';
import { junit } from '../../../../cli/audit/junit.ts';
import { auditText } from '../../../../cli/audit/text.ts';
import { checkIds } from '../../../../core/severities.ts';
import { variedReport } from '../../core/audit/report-fixture.ts';

test('Security Hub gets open findings as FAILED, and closes what is resolved under its id', () => {
  const report = variedReport();
  const records = asff(report) as Record<string, any>[];

  expect(records).toHaveLength(report.findings.length + report.resolved.length);
  expect(records[0]).toMatchObject({
    SchemaVersion: '2018-10-08',
    ProductArn: 'arn:aws:securityhub:eu-west-1:210987654321:product/210987654321/default',
    AwsAccountId: '210987654321',
    Severity: { Label: 'CRITICAL' },
    Resources: [{ Type: 'Other', Id: 'cluster-eu', Partition: 'aws', Region: 'eu-west-1' }],
    Compliance: { Status: 'FAILED' },
    RecordState: 'ACTIVE',
  });
  expect(records[0]!.Remediation.Recommendation.Url).toMatch(/^https:\/\/docs\.aws/);
  expect(records.at(-1)).toMatchObject({ Compliance: { Status: 'PASSED' }, RecordState: 'ARCHIVED' });
  expect(new Set(records.map(({ Id }) => Id)).size).toBe(records.length);
});

test('a pipeline gets a test for each check, failed where it found something', () => {
  const report = variedReport();
  report.findings[0]!.evidence = 'a < b & "c"\u0001';
  const { testsuite } = new XMLParser({ ignoreAttributes: false }).parse(junit(report)).testsuites;

  expect(testsuite['@_tests']).toBe(String(checkIds.length + 1));
  expect(testsuite['@_failures']).toBe(String(new Set(report.findings.map(({ check }) => check)).size));
  const failed = testsuite.testcase.find((one: { '@_name': string }) => one['@_name'] === 'backup-none');
  expect(failed.failure[0]['#text']).toContain('a < b & "c"\ufffd');
  expect(testsuite.testcase.find((one: { '@_name': string }) => one['@_name'] === 'quota-near').failure).toBeUndefined();
});

test('what could not be read passes no gate: its checks find nothing', () => {
  const unread = [{ place: '210987654321/eu-west-1', why: 'AccessDenied' }];
  const blind = { ...variedReport(), findings: [], unread };
  const suiteOf = (text: string) => new XMLParser({ ignoreAttributes: false }).parse(text).testsuites.testsuite;

  expect(failing({ ...blind, unread: [] }, 'low')).toEqual([]);
  expect(failing(blind, 'critical')).toEqual([expect.stringMatching(/^1 place could not be read/)]);
  expect(failing({ ...variedReport(), unread: [] }, 'critical')).toEqual(['3 findings are critical or worse']);
  expect([suiteOf(junit(blind))['@_errors'], suiteOf(junit({ ...blind, unread: [] }))['@_errors']]).toEqual(['1', '0']);
  expect(suiteOf(junit(blind)).testcase.at(-1)).toMatchObject({ error: { '#text': 'AccessDenied' } });
});

test('people read the worst first, with what to do, and what is over', () => {
  const text = auditText(variedReport(), Number.POSITIVE_INFINITY);

  expect(text).toMatch(/^3 clusters in 2 places: 3 critical, 3 high findings; 1 place could not be read/);
  expect(text).toMatch(/critical cluster-eu: a cluster that may hold keys has no backup\n {9}no READY backup.*\n {9}remedy: /);
  expect(text).toMatch(/resolved since the last audit\n {2}production: a key store could not be connected/);
  expect(text).toMatch(/accepted\n {2}archive: .*, until 2026-12-31: it is migrated in spring/);
});
