import type { Branch } from '../branch.ts';
import type { Catcher } from '../definition.ts';
import { errorOutput, matches, type StateError } from '../state-error.ts';
import { languageOf } from './language-of.ts';
import type { Step } from './step.ts';

/** The step that the first catcher that names the failure makes of it; undefined where none does. */
export async function caught(branch: Branch, catchers: Catcher[] = [], failure: StateError): Promise<Step | undefined> {
  const index = catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
  const catcher = catchers[index];
  if (!catcher) return undefined;
  return languageOf(branch).recover(branch, catcher, index, errorOutput(failure));
}
