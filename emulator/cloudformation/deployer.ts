import type { AwsPlace } from '../cloud.ts';
import type { Caller } from '../kernel/caller.ts';

/** Who deploys: a person, who may do everything. */
export function deployer(place: AwsPlace): Caller {
  return { kind: 'person', arn: `arn:${place.partition}:iam::${place.accountId}:root`, accessKeyId: 'cloudformation' };
}
