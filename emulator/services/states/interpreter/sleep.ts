import { deferred } from '../../../kernel/deferred.ts';
import type { Branch } from '../branch.ts';

/** Lets virtual seconds pass in a branch; the timer goes when the branch is aborted. */
export async function sleep(branch: Branch, seconds: number, label: string): Promise<void> {
  const { clock } = branch.execution.place;
  const { promise, resolve } = deferred<void>();
  const timer = clock.after('drive', seconds, label, resolve);
  try {
    await branch.scope.wait(promise);
  } finally {
    timer.cancel();
  }
}
