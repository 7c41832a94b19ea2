import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { planAdoption } from './adopting.ts';
import { planConnecting, planDisconnecting } from './connecting.ts';
import type { PlanOf } from './planned.ts';
import { planProvisioning } from './provisioning.ts';
import { planRepairing } from './repairing.ts';
import { planRestoring } from './restoring.ts';
import { planRotation } from './rotating.ts';
import { planScaling } from './scaling.ts';
import { planTeardown } from './teardown.ts';
import { leftAlone } from './untagged.ts';

/** Of a cluster that stands, and is the environment's or none's. */
const planned: Record<string, PlanOf> = {
  provision: planProvisioning,
  adopt: planAdoption,
  scale: planScaling,
  repair: planRepairing,
  connect: planConnecting,
  disconnect: planDisconnecting,
  rotate: planRotation,
  restore: planRestoring,
  teardown: planTeardown,
};

/** What works on a cluster that stands, and makes none. */
const onCluster = ['scale', 'repair', 'connect', 'rotate'];

/** How each intent that changes an environment is planned. */
export const plans: Readonly<Record<string, PlanOf>> = Object.fromEntries(
  Object.entries(planned).map(([intent, plan]): [string, PlanOf] => [
    intent,
    async (environment, found, changes) => {
      if (found.untagged) return leftAlone(environment, found.untagged);
      const made = await plan(environment, found, changes);
      if (found.cluster || !onCluster.includes(intent)) return made;
      return { ...made, problems: [withoutCluster(environment), ...(made.problems ?? [])] };
    },
  ]),
);

function withoutCluster({ name }: Environment): Problem {
  const remedy = `where it has had one, \`npx hsm restore ${name}\` brings it back from a backup; else provision it, which makes a new one`;
  return { path: 'cluster', problem: 'the environment has no cluster in this account and region', remedy };
}
