import { formatProblems } from '../../core/environment/problem.ts';
import { InvalidEnvironmentFile, readEnvironmentFile } from '../environment-file.ts';
import { exitCodes } from '../exit.ts';
import { complain, print, printDocument, width } from '../output.ts';
import { perform } from '../perform.ts';
import { openTarget } from '../target.ts';
import { wrap } from '../text/wrap.ts';
import { planText } from './plan-text.ts';
import { type Plan, readPlan } from './read-plan.ts';

export interface PlanOptions {
  file: string;
  json?: boolean;
  region?: string;
  stage: string;
}

/** Shows what provisioning a file would do, take and cost. Nothing is changed. */
export async function plan(options: PlanOptions): Promise<void> {
  await perform(
    options,
    async () => {
      const { environment, warnings } = readEnvironmentFile(options.file);
      const target = await openTarget(options);
      try {
        showPlan(environment.name, await readPlan('provision', { file: environment, warnings }, target), options);
      } finally {
        await target.close();
      }
    },
    (error, cause) => ({
      outcome: 'FAILED',
      error,
      changes: [],
      problems: cause instanceof InvalidEnvironmentFile ? cause.problems : [],
      warnings: [],
    }),
  );
}

/** What is asked for, on stdout; the exit code says whether it would be refused. */
export function showPlan(environment: string, found: Plan, { json }: { json?: boolean }): void {
  const refused = found.problems.length > 0;
  const error = { name: 'InvalidEnvironment', message: formatProblems(found.problems), remedy: 'mend what each line names' };
  if (json) printDocument({ environment, outcome: refused ? 'FAILED' : 'SUCCEEDED', ...(refused && { error }), ...found });
  else print(wrap(`${environment}:\n${planText(found)}`, width(), 4));
  if (refused) complain(json ? error.message : 'this would be refused: mend what the plan names');
  process.exitCode = refused ? exitCodes.badInput : exitCodes.done;
}
