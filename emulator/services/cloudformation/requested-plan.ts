import type { Caller } from '../../kernel/caller.ts';
import { checkCapabilities } from './capabilities.ts';
import type { StackPlan, StackRequest } from './engine.ts';
import { givenParameters, type ParameterInput } from './given-parameters.ts';
import type { Stack } from './stack.ts';
import type { CloudFormationPlace } from './state.ts';
import { type TemplateInput, templateText } from './template-source.ts';

export interface PlanInput extends TemplateInput {
  Parameters?: ParameterInput[];
  Capabilities?: string[];
}

/**
 * What a request asks for, and the plan of it.
 *
 * @param stack by the id that it has, or gets
 * @param standing the stack whose template and values of before may be asked for
 * @throws AwsError InsufficientCapabilitiesException, ValidationError
 */
export async function requestedPlan(
  place: CloudFormationPlace,
  stack: Pick<Stack, 'id' | 'name'>,
  input: PlanInput,
  caller: Caller,
  standing?: Stack,
): Promise<StackRequest & { plan: StackPlan }> {
  const { engine } = place.cloudformation;
  const text = await templateText(place, input, caller, standing);
  const summary = engine.summary(text);
  checkCapabilities(summary, input.Capabilities);
  const given = givenParameters(input.Parameters, summary, standing);
  return { text, given, plan: await engine.plan(stack, { text, given }) };
}
