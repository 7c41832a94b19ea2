import type { Cluster } from '../cloudhsm/cluster.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { lostTags } from '../cloudhsm/tags.ts';
import type { Environment } from '../environment/environment.ts';
import { keep, type Planned } from './planned.ts';
import { billed } from './scaling.ts';

/** A cluster that has lost its tags is found by no run: whatever is asked for is refused, nothing is made in its place, and it is billed on. */
export function leftAlone(environment: Environment, untagged: Cluster): Planned {
  return {
    changes: [keep('cluster and HSMs, which have lost their tags', untagged.clusterId)],
    seconds: 0,
    billed: billed(environment, liveHsms(untagged).length),
    problems: [{ path: 'name', ...lostTags(untagged, environment.name) }],
  };
}
