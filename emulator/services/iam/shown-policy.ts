import { AwsError } from '../../kernel/aws-error.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import type { ManagedPolicy } from './managed-policies.ts';
import type { IamPlace } from './needs.ts';
import { documentByName } from './service-linked-roles.ts';
import { shownTags } from './tags.ts';

/** *Assumed*: when AWS made its own, which differs from one to the other. */
const ofAwsSince = new Date('2015-02-06T18:39:46Z');

/** A managed policy of the account or of AWS. @throws AwsError ValidationError, NoSuchEntity */
export function policyOf({ iam, partition, random }: IamPlace, arn: string): ManagedPolicy {
  checkPolicyArn(arn);
  const own = iam.managedPolicies.find(arn);
  if (own) return own;
  const document = awsManagedPolicies[arn.replace(`arn:${partition}:`, 'arn:aws:')] ?? documentByName(arn);
  if (!document) throw policyNotFound(arn);
  const [, path = '/', name = ''] = /:policy(\/.*?)([^/]+)$/.exec(arn) ?? [];
  const id = `ANPA${random.text(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'policy', arn)}`;
  const dates = { createdAt: ofAwsSince, changedAt: ofAwsSince };
  const versions = [{ id: 'v1', createdAt: ofAwsSince, document, statements: [] }];
  const says = { document, statements: [], versions, defaultVersionId: 'v1' };
  return { name, path, arn, id, ...dates, description: undefined, tags: new Map(), ...says };
}

/** A managed policy that is the account's to change: AWS's own are not. @throws AwsError ValidationError, NoSuchEntity */
export function ownPolicy({ iam }: IamPlace, arn: string): ManagedPolicy {
  checkPolicyArn(arn);
  const own = iam.managedPolicies.find(arn);
  if (!own) throw policyNotFound(arn);
  return own;
}

export function policyNotFound(arn: string): AwsError {
  return new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, { status: 404 });
}

/** @throws AwsError ValidationError */
export function checkPolicyArn(arn: string): void {
  if (!/^arn:[^:]+:iam::(\d{12}|aws):policy\/.+$/.test(arn)) throw new AwsError('ValidationError', 'Invalid ARN:  Could not be parsed!');
}

/** As lists have it: nothing of description and tags. */
export function listedPolicy({ name, path, arn, id, createdAt, changedAt, defaultVersionId }: ManagedPolicy, { iam }: IamPlace) {
  return {
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: path,
    DefaultVersionId: defaultVersionId,
    AttachmentCount: iam.roles.holders(arn).length,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: createdAt,
    UpdateDate: changedAt,
  };
}

export function shownPolicy(policy: ManagedPolicy, place: IamPlace) {
  const Tags = shownTags(policy.tags);
  return { ...listedPolicy(policy, place), Description: policy.description, ...(Tags && { Tags }) };
}
