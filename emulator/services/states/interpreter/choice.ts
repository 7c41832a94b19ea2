import type { Branch } from '../branch.ts';
import type { ChoiceState } from '../definition.ts';
import { evaluate } from './evaluation.ts';
import { runtimeFailure } from './runtime-failure.ts';
import { type Step, shape } from './step.ts';

/**
 * The first rule whose Condition is true; else Default, with the state's own Output and Assign. That there is none is States.Runtime, as
 * measured (floci-io/floci#3167), whatever the guide says of States.NoChoiceMatched.
 */
export async function runChoice(branch: Branch, state: ChoiceState): Promise<Step> {
  const otherwise = branch.current.input;
  for (const [index, rule] of state.Choices.entries()) {
    const prefix = `Choices[${index}]/`;
    if (await evaluate(branch, rule.Condition, `${prefix}Condition`, { type: 'boolean' })) {
      return shape(branch, rule, rule.Next, { prefix, otherwise });
    }
  }
  if (state.Default !== undefined) return shape(branch, state, state.Default, { otherwise });
  throw runtimeFailure(branch, 'Failed to transition out of the state. The state does not point to a next state.');
}
