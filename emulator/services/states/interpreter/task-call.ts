import type { Branch } from '../branch.ts';
import type { TaskCall } from '../integrations/integration.ts';

/** What a branch asks other services for from here on, as its machine's role. */
export function taskCall({ execution, previous }: Branch): TaskCall {
  const { place, machine, name, arn } = execution;
  const caller = place.iam.roleCaller(machine.roleArn, name);
  return { place, caller, machineArn: machine.arn, executionArn: arn, purpose: [arn, previous] };
}
