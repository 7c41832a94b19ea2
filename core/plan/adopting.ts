import { monitoring } from './changes.ts';
import { create, type PlanOf } from './planned.ts';
import { planProvisioning } from './provisioning.ts';

/** Everything that becomes of a cluster that was made elsewhere: nothing else on it is touched. */
export const planAdoption: PlanOf = async (environment, found, changes) => {
  // it makes none, and is refused
  if (!found.cluster) return { changes: [], seconds: 0, billed: { hsms: 0, keys: 0 } };
  const provisioning = await planProvisioning(environment, found, changes);
  const watching = [create(monitoring), create(`record of the environment ${environment.name}`)];
  return { ...provisioning, changes: [...provisioning.changes, ...watching] };
};
