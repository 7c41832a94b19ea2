import type { StackPlan } from './engine.ts';
import type { Stack } from './stack.ts';
import type { StackSettings } from './stack-settings.ts';
import type { CloudFormationPlace } from './state.ts';
import { checkUpdatable } from './updatable.ts';

/** @throws AwsError ValidationError where the stack is not in a state to be changed */
export function beginUpdate(
  { cloudformation, clock }: CloudFormationPlace,
  stack: Stack,
  { plan, settings, token }: { plan: StackPlan; settings: StackSettings; token: string | undefined },
): void {
  checkUpdatable(stack);
  stack.outdateChangeSets();
  stack.updatedAt = clock.date();
  stack.initiate('UPDATE_IN_PROGRESS', token);
  cloudformation.inBackground(stack, cloudformation.engine.update(stack, plan, settings));
}
