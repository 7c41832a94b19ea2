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

/** How each intent that changes an environment is planned. */
export const plans: Readonly<Record<string, PlanOf>> = Object.fromEntries(
  Object.entries(planned).map(([intent, plan]): [string, PlanOf] => [
    intent,
    (environment, found, changes) => (found.untagged ? leftAlone(environment, found.untagged) : plan(environment, found, changes)),
  ]),
);
