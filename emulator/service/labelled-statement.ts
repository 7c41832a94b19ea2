import type { Place } from './place.ts';

export interface LabelledStatement {
  Sid?: string;
  [member: string]: unknown;
}

/** What AddPermission of SQS and SNS adds to a policy: single values stand alone, as recorded. */
export function labelledStatement(
  place: Place,
  { label, accounts, actions, resource }: { label: string; accounts: string[]; actions: string[]; resource: string },
): LabelledStatement {
  const alone = (values: string[]) => (values.length === 1 ? values[0] : values);
  return {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: alone(accounts.map((account) => `arn:${place.partition}:iam::${account}:root`)) },
    Action: alone(actions),
    Resource: resource,
  };
}
