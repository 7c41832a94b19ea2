import type { Branch } from '../branch.ts';
import type { SucceedState } from '../definition.ts';
import { languageOf } from './language-of.ts';
import type { Step } from './step.ts';

export function runSucceed(branch: Branch, state: SucceedState): Promise<Step> {
  return languageOf(branch).leave(branch, state, undefined);
}
