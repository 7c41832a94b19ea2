import * as z from 'zod';
import { checkEnvironment } from '../core/environment/check-environment.ts';
import { Environment } from '../core/environment/environment.ts';
import { environmentHash } from '../core/environment/environment-hash.ts';
import { formatProblems, type Problem } from '../core/environment/problem.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { preflight } from '../core/preflight/preflight.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  file: z.unknown().describe('The input of the execution: the bare environment file.'),
  now: z.iso.datetime(),
  part: z.boolean().describe('Whether the workflow may run as a part of another, which then sets parent.'),
});
const Output = z.object({
  environment: Environment,
  environmentHash: z.string(),
  warnings: z.array(z.object({ path: z.string(), problem: z.string(), remedy: z.string() })),
});

/** The first state of a workflow: events and the console bypass the CLI, so the file is checked here, by its form and by the account. */
export const handler = step(Input, Output, async ({ file, now, part }) => {
  const checked = checkEnvironment(file);
  if ('problems' in checked) throw invalid(file, checked.problems);
  if (checked.environment.parent && !part) throw invalid(file, [ownParent]);
  const { environment } = checked;
  const found = await preflight(environment, now);
  if (found.problems.length > 0) throw invalid(file, found.problems);
  return { environment, environmentHash: environmentHash(environment), warnings: [...checked.warnings, ...found.warnings] };
});

const ownParent: Problem = { path: 'parent', problem: 'this workflow is no part of another', remedy: 'leave it out' };

function invalid(file: unknown, problems: Problem[]): LifecycleError {
  return new LifecycleError('InvalidEnvironment', {
    doing: 'checking the environment file',
    to: String((file as { name?: unknown } | null)?.name ?? 'no name'),
    problem: formatProblems(problems),
    remedy: 'mend the file and start the workflow again; nothing was created',
  });
}
