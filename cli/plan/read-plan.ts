import { commandsHere } from '../../core/commands-here.ts';
import { checkEnvironment } from '../../core/environment/check-environment.ts';
import type { Environment } from '../../core/environment/environment.ts';
import type { Problem } from '../../core/environment/problem.ts';
import { adoptedCluster } from '../../core/intents.ts';
import { readFound } from '../../core/plan/found.ts';
import type { Change } from '../../core/plan/planned.ts';
import { plans } from '../../core/plan/plans.ts';
import type { Findings } from '../../core/preflight/findings.ts';
import { preflight } from '../../core/preflight/preflight.ts';
import { type Cost, environmentCost } from '../../core/pricing.ts';
import { requestedFile } from '../../core/request/requested-file.ts';
import { takeSettings } from '../deployment.ts';
import type { Target } from '../target.ts';

/** What would come of what is asked for, before anything does. */
export interface Plan {
  changes: Change[];
  time: { seconds: number };
  /** While it stands. */
  cost: Cost;
  /** For these it would be refused. */
  problems: Problem[];
  warnings: Problem[];
}

/** What somebody asks for: a file, or changes of an environment on record. */
export type Asked = { file: Environment; warnings?: Problem[] } | { environment: string; changes: Record<string, unknown> };

/** Looks at what stands and at the account, with the caller's own credentials. Nothing is changed. */
export async function readPlan(intent: string, asked: Asked, target: Target): Promise<Plan> {
  await takeSettings(target);
  const changes = 'changes' in asked ? asked.changes : {};
  // changes that the run would not take are refused as there
  const environment = 'file' in asked ? asked.file : ((await requestedFile(intent, asked)) as Environment);
  // a file of the reader's was checked when it was read
  const own = 'file' in asked ? { problems: [], warnings: asked.warnings ?? [] } : findingsOf(environment);
  const of = 'environment' in asked && asked.environment !== environment.name ? { of: asked.environment } : {};
  const [found, checked] = await Promise.all([
    readFound(environment, adoptedCluster(intent, changes)),
    preflight(environment, intent, new Date(target.now()).toISOString(), { ...changes, ...of }),
  ]);
  const here = ({ path, problem, remedy }: Problem) => ({ path, problem, remedy: commandsHere(remedy, target.again) });
  const { changes: planned, seconds, billed, problems = [] } = await plans[intent]!(environment, found, { ...changes, ...of });
  return {
    changes: planned,
    time: { seconds },
    cost: environmentCost(target.region, environment.hsmType, billed.hsms, billed.keys),
    problems: [...own.problems, ...problems.filter(isNotIn(checked.problems)), ...checked.problems].map(here),
    warnings: [...own.warnings, ...checked.warnings].map(here),
  };
}

/** A plan may see what the first state does. */
function isNotIn(others: Problem[]): (problem: Problem) => boolean {
  return ({ problem }) => !others.some((other) => other.problem === problem);
}

/** What the first state says of a file that changes have made. */
function findingsOf(environment: Environment): Findings {
  const found = checkEnvironment(environment);
  return 'problems' in found ? { problems: found.problems, warnings: [] } : { problems: [], warnings: found.warnings };
}
