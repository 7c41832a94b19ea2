import { checks } from '../../core/audit/checks.ts';
import type { Finding } from '../../core/audit/finding.ts';
import type { Report } from '../../core/audit/report.ts';

/**
 * Findings as AWS Security Hub takes them (BatchImportFindings, at most 100 a call). An id stays the same while the thing does; what is
 * resolved is PASSED and ARCHIVED under its id, so that no stale finding stays in the hub. Security Hub has no type for a cluster.
 *
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export function asff({ at, findings, resolved }: Report): object[] {
  return [...findings.map((one) => record(one, at, true)), ...resolved.map((one) => record(one, at, false))];
}

function record(finding: Finding, at: string, open: boolean): object {
  const { id, check, severity, account, region, resource, title, evidence, remedy, since } = finding;
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return {
    SchemaVersion: '2018-10-08',
    Id: `cloudhsm-lifecycle/${account}/${region}/${id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `cloudhsm-lifecycle/${check}`,
    AwsAccountId: account,
    CreatedAt: since,
    UpdatedAt: at,
    Severity: { Label: severity.toUpperCase() },
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    Title: shortened(`CloudHSM: ${title}`, 256),
    Description: shortened(`${resource}: ${evidence}`, 1024),
    Remediation: { Recommendation: { Text: shortened(remedy, 512), Url: sourceOf(check) } },
    Resources: [{ Type: 'Other', Id: shortened(resource, 512), Partition: partition, Region: region }],
    Compliance: { Status: open ? 'FAILED' : 'PASSED' },
    RecordState: open ? 'ACTIVE' : 'ARCHIVED',
  };
}

function sourceOf(check: string): string | undefined {
  return /https:\/\/[^\s)]+/.exec(checks.find(({ id }) => id === check)?.why ?? '')?.[0];
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
