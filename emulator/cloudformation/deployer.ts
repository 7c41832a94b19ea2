import type { Caller } from '../kernel/caller.ts';
import type { World } from '../world.ts';

/** Who deploys: a person, who may do everything. */
export function deployer(world: World): Caller {
  return { kind: 'person', arn: `arn:aws:iam::${world.accountId}:root`, accessKeyId: 'cloudformation' };
}
