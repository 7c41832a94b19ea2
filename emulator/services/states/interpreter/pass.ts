import type { Branch } from '../branch.ts';
import type { PassState } from '../definition.ts';
import { type Step, shape } from './step.ts';

export function runPass(branch: Branch, state: PassState): Promise<Step> {
  return shape(branch, state, state.Next, { otherwise: branch.current.input });
}
