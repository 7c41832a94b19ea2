import type { Branch } from '../branch.ts';
import type { FailState } from '../definition.ts';
import { StateError } from '../state-error.ts';
import { languageOf } from './language-of.ts';
import type { Step } from './step.ts';

export async function runFail(branch: Branch, state: FailState): Promise<Step> {
  const { error, cause } = await languageOf(branch).failure(branch, state);
  throw new StateError(error, cause, { eventId: branch.previous });
}
