import { Branch, type RunBranch } from '../branch.ts';
import type { ParallelState } from '../definition.ts';
import { StateError } from '../state-error.ts';
import { abortBranches, closeFailed } from './abort.ts';
import { languageOf } from './language-of.ts';
import { recover, tellFailure } from './recover.ts';
import { resumed, sideBySide } from './side-by-side.ts';
import type { Step } from './step.ts';

/** All branches side by side, each with the same input; the first failure ends the others. */
export function runParallel(branch: Branch, state: ParallelState, runBranch: RunBranch): Promise<Step> {
  return recover(
    branch,
    state,
    () => runBranches(branch, state, runBranch),
    (failure) => tellFailure(branch, failure),
  );
}

async function runBranches(branch: Branch, state: ParallelState, runBranch: RunBranch): Promise<Step> {
  const branches = resumed(branch).branches ?? (await begin(branch, state));
  let last = branch.previous;
  const run = async (one: Branch) => {
    if (one.output) return;
    // every branch starts before any enters its first state
    await undefined;
    try {
      await runBranch(one);
      last = one.previous;
    } catch (failure) {
      if (!(failure instanceof StateError)) throw failure;
      failure.eventId ??= one.previous;
      closeFailed(one, failure.eventId);
      abortBranches(branches, failure.eventId);
      throw failure;
    }
  };
  await sideBySide(branches.map(run), () => {
    for (const one of branches) one.scope.abort();
  });
  branch.record('ParallelStateSucceeded', {}, last);
  const result = branches.map(({ output }) => output?.value);
  const step = await languageOf(branch).finish(branch, state, result);
  return { ...step, exitAfter: last };
}

async function begin(branch: Branch, state: ParallelState): Promise<Branch[]> {
  const input = await languageOf(branch).given(branch, state);
  const previous = branch.record('ParallelStateStarted');
  branch.current.branches = state.Branches.map((block) => new Branch(branch.execution, block, { input, previous, parent: branch }));
  return branch.current.branches;
}
