import type { Environment } from '../../core/environment/environment.ts';
import type { Problem } from '../../core/environment/problem.ts';
import { type Change, plannedChanges } from '../../core/plan/changes.ts';
import { plannedSeconds } from '../../core/plan/duration.ts';
import { readFound } from '../../core/plan/found.ts';
import { preflight } from '../../core/preflight/preflight.ts';
import { type Cost, environmentCost } from '../../core/pricing.ts';
import { takeSettings } from '../deployment.ts';
import type { Target } from '../target.ts';

/** What would come of provisioning a file, before anything does. */
export interface Plan {
  changes: Change[];
  time: { seconds: number };
  /** While it stands. */
  cost: Cost;
  /** For these it would be refused. */
  problems: Problem[];
  warnings: Problem[];
}

/** Looks at what stands and at the account, with the caller's own credentials. Nothing is changed. */
export async function readPlan(environment: Environment, target: Target, warnings: Problem[] = []): Promise<Plan> {
  await takeSettings(target);
  const [found, checked] = await Promise.all([
    readFound(environment),
    preflight(environment, 'provision', new Date(target.now()).toISOString()),
  ]);
  const { hsmType, hsmCount, keyStore } = environment;
  return {
    changes: plannedChanges(environment, found),
    time: { seconds: plannedSeconds(environment, found) },
    cost: environmentCost(target.region, hsmType, hsmCount, keyStore?.keys.length ?? 0),
    problems: checked.problems,
    warnings: [...warnings, ...checked.warnings],
  };
}
