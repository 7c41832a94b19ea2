import { boundsProblems } from './bounds.ts';
import { contradictions } from './contradictions.ts';
import { Environment } from './environment.ts';
import { explainIssues } from './explain-issues.ts';
import type { Problem } from './problem.ts';
import { warnings } from './warnings.ts';

export type Checked = { environment: Environment; warnings: Problem[] } | { problems: Problem[] };

/** Checks an environment by itself: its form, and what its values say of one another. What only AWS knows comes later. */
export function checkEnvironment(value: unknown): Checked {
  const unfit = boundsProblems(value);
  if (unfit.length > 0) return { problems: unfit };
  const parsed = Environment.safeParse(value);
  if (!parsed.success) return { problems: explainIssues(parsed.error.issues, value, Environment) };
  const problems = contradictions(parsed.data);
  return problems.length > 0 ? { problems } : { environment: parsed.data, warnings: warnings(parsed.data) };
}
