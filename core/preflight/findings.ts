import type { Problem } from '../environment/problem.ts';

/** What a check finds: what is known to fail later, and what may. */
export interface Findings {
  problems: Problem[];
  warnings: Problem[];
}

export function refused(...problems: Problem[]): Findings {
  return { problems, warnings: [] };
}

export function warned(...warnings: Problem[]): Findings {
  return { problems: [], warnings };
}

export const nothing: Findings = refused();

export function together(findings: Findings[]): Findings {
  return {
    problems: findings.flatMap(({ problems }) => problems),
    warnings: findings.flatMap(({ warnings }) => warnings),
  };
}
