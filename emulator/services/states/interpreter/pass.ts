import type { Branch } from '../branch.ts';
import type { PassState } from '../definition.ts';
import { languageOf } from './language-of.ts';
import type { Step } from './step.ts';

export function runPass(branch: Branch, state: PassState): Promise<Step> {
  return languageOf(branch).pass(branch, state);
}
