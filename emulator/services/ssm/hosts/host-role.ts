import type { Instance } from '../../ec2/instance.ts';
import type { SsmNeeds } from '../needs.ts';

/** The role of a host's instance profile: it may ask CloudHSM for clusters, unless the account file says otherwise. */
export function hostRole(place: SsmNeeds, { instanceId, declared }: Instance): string {
  const mayAsk = declared.describesClusters ?? true;
  const statement = { Effect: 'Allow', Action: 'cloudhsm:DescribeClusters', Resource: '*' };
  return place.iam.putRole({
    roleName: `host-${instanceId}`,
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    policies: mayAsk ? [{ policyName: 'client', policyDocument: { Statement: [statement] } }] : [],
  });
}
