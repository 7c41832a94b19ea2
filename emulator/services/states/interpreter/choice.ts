import type { Branch } from '../branch.ts';
import type { ChoiceState } from '../definition.ts';
import { languageOf } from './language-of.ts';
import { runtimeFailure } from './runtime-failure.ts';
import type { Step } from './step.ts';

/**
 * The first rule that holds; else Default, with the state's own Output and Assign. That there is none is States.Runtime, as
 * measured (floci-io/floci#3167), whatever the guide says of States.NoChoiceMatched.
 */
export async function runChoice(branch: Branch, state: ChoiceState): Promise<Step> {
  const language = languageOf(branch);
  for (const [index, rule] of state.Choices.entries()) {
    if (await language.holds(branch, rule, index)) return language.leave(branch, state, rule.Next, { rule, index });
  }
  if (state.Default !== undefined) return language.leave(branch, state, state.Default);
  throw runtimeFailure(branch, 'Failed to transition out of the state. The state does not point to a next state.');
}
