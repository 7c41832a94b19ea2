import { clusterTags } from '../cloudhsm/tags.ts';
import { monitoring } from './changes.ts';
import { change, create, type PlanOf } from './planned.ts';
import { planProvisioning } from './provisioning.ts';

/** Everything that becomes of a cluster that was made elsewhere: nothing else on it is touched. */
export const planAdoption: PlanOf = async (environment, found, changes) => {
  const { cluster } = found;
  // it makes none, and is refused
  if (!cluster) return { changes: [], seconds: 0, billed: { hsms: 0, keys: 0 } };
  const provisioning = await planProvisioning(environment, found, changes);
  const { clusterId, tags } = cluster;
  const tagged = Object.entries(clusterTags(environment))
    .filter(([key, value]) => tags[key] !== value)
    .map(([key, value]) => change(`tag ${key}=${value}`, clusterId));
  const watching = [create(monitoring), create(`record of the environment ${environment.name}`)];
  return { ...provisioning, changes: [...tagged, ...provisioning.changes, ...watching] };
};
