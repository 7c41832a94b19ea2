import { formatProblems, type Problem } from '../environment/problem.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { readRecord } from '../record/file.ts';

/** @param to the name of the environment, as it was given */
export function invalidRequest(to: string, problems: Problem[]): LifecycleError {
  return new LifecycleError('InvalidEnvironment', {
    doing: 'checking the environment file',
    to,
    problem: formatProblems(problems),
    remedy: 'mend what each line names and start the workflow again; nothing was created',
  });
}

/**
 * Events may be delivered late: one from before the environment's teardown must not bring it up again.
 *
 * @throws LifecycleError RequestOutdated
 */
export async function requireCurrent(environment: string, requestedAt: string): Promise<void> {
  const { tornDownAt } = await readRecord(environment);
  if (!tornDownAt || Date.parse(requestedAt) >= Date.parse(tornDownAt)) return;
  throw new LifecycleError('RequestOutdated', {
    doing: 'checking the request',
    to: `environment ${environment}`,
    problem: `it was made at ${requestedAt}, and the environment was torn down at ${tornDownAt}`,
  });
}

/** Of the runs of an intent that wait for people one can be answered: the one that was asked for last. */
export function replaced(environment: string, intent: string, by: string): LifecycleError {
  return new LifecycleError('RequestOutdated', {
    doing: 'taking the lease',
    to: `environment ${environment}`,
    problem: `while it waited for people, ${intent} was asked for with something else: ${by}`,
  });
}
