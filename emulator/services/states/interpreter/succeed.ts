import type { Branch } from '../branch.ts';
import type { SucceedState } from '../definition.ts';
import { type Step, shape } from './step.ts';

export function runSucceed(branch: Branch, state: SucceedState): Promise<Step> {
  return shape(branch, state, undefined, { otherwise: branch.current.input });
}
