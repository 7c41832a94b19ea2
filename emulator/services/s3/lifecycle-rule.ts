import { AwsError } from '../../kernel/aws-error.ts';
import { malformedXml } from '../../kernel/malformed-xml.ts';
import type { LifecycleRule } from './lifecycle.ts';

/** A rule as S3's API has it, which tells it as it was put. */
export interface StatedRule {
  ID?: string;
  Status: string;
  /** The older form of a filter. */
  Prefix?: string;
  Filter?: { Prefix?: string };
  Expiration?: { Days?: number };
  NoncurrentVersionExpiration?: { NoncurrentDays?: number };
  /** Changes nothing: objects are of one storage class. */
  Transitions?: object[];
  NoncurrentVersionTransitions?: object[];
  /** Changes nothing: what is left of an upload costs nothing. */
  AbortIncompleteMultipartUpload?: object;
}

/** What the rules of a bucket do. */
export function inForce(rules: StatedRule[] = []): LifecycleRule[] {
  return rules
    .filter(({ Status }) => Status === 'Enabled')
    .map(({ Filter, Prefix, Expiration, NoncurrentVersionExpiration }) => ({
      prefix: Filter?.Prefix ?? Prefix ?? '',
      expirationDays: Expiration?.Days,
      noncurrentDays: NoncurrentVersionExpiration?.NoncurrentDays,
    }));
}

const actions = [
  'Expiration',
  'NoncurrentVersionExpiration',
  'Transitions',
  'NoncurrentVersionTransitions',
  'AbortIncompleteMultipartUpload',
];

/**
 * @throws AwsError MalformedXML (localstack's snapshot of test_put_bucket_lifecycle_conf_exc), NotImplemented for what is not emulated
 */
export function checkRules(rules: StatedRule[]): void {
  if (rules.length === 0) throw malformedXml();
  for (const rule of rules) {
    const { Status, Filter, Prefix, Expiration = {}, NoncurrentVersionExpiration } = rule;
    if (!['Enabled', 'Disabled'].includes(Status)) throw malformedXml();
    // one of the two forms, and with one thing in it; a filter of several is an `And`
    if ((Filter === undefined) === (Prefix === undefined) || Object.keys(Filter ?? {}).length > 1) throw malformedXml();
    if (rule.Expiration && Object.keys(Expiration).length !== 1) throw malformedXml();
    if (NoncurrentVersionExpiration && Object.keys(NoncurrentVersionExpiration).length === 0) throw malformedXml();
    if (!actions.some((action) => action in rule)) throw noAction();
    refuse('Filter', Filter, 'Prefix');
    refuse('Expiration', Expiration, 'Days');
    refuse('NoncurrentVersionExpiration', NoncurrentVersionExpiration, 'NoncurrentDays');
  }
}

/** The words: hashicorp/terraform-provider-aws, issues on rules without one. */
function noAction(): AwsError {
  return new AwsError('InvalidRequest', 'At least one action needs to be specified in a rule');
}

function refuse(part: string, given: object | undefined, emulated: string): void {
  const strange = Object.keys(Object(given)).filter((name) => name !== emulated);
  if (strange.length === 0) return;
  const what = strange.map((name) => `${part}.${name}`).join(', ');
  throw new AwsError('NotImplemented', `${what} of a lifecycle rule: not emulated, only ${part}.${emulated} is`, { status: 501 });
}
