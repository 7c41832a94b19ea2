import type { Branch } from '../branch.ts';

/** The states whose abortion AWS's histories tell of. */
const told = new Set(['Task', 'Wait', 'Parallel', 'Map']);

function underWay(branch: Branch): boolean {
  return !branch.output && !branch.scope.aborted;
}

/** Stops a branch in whatever it does, its inner branches first, and records what was aborted, pointing back to event `after`. */
function abortBranch(branch: Branch, after: number): void {
  for (const inner of branch.entry?.branches ?? []) {
    if (underWay(inner)) abortBranch(inner, after);
  }
  branch.scope.abort();
  if (branch.entry && told.has(branch.state.Type)) branch.execution.history.record(`${branch.state.Type}StateAborted`, after);
}

/** Ends a branch that failed. Parallel and Map states have told of it themselves. */
export function closeFailed(branch: Branch, after: number): void {
  branch.scope.abort();
  const { Type } = branch.state;
  if (Type === 'Task' || Type === 'Wait') branch.execution.history.record(`${Type}StateAborted`, after);
}

/** Stops every branch that is still under way. @param telling called before each */
export function abortBranches(branches: Branch[], after: number, telling: (branch: Branch) => void = () => {}): void {
  for (const branch of branches.filter(underWay)) {
    telling(branch);
    abortBranch(branch, after);
  }
}
