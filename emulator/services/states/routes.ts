import { AwsError } from '../../kernel/aws-error.ts';
import type { Route, StateMachine } from './machine.ts';
import { namesVersion, partsOf } from './qualified-arn.ts';
import type { StatesState } from './state.ts';

/**
 * Checks where an alias is to lead.
 *
 * @param only the machine that it is of, where it stands already
 * @returns the machine of its versions
 * @throws AwsError ValidationException, InvalidArn, ResourceNotFound, StateMachineDeleting
 */
export function checkRoutes(states: StatesState, routes: Route[], only?: string): StateMachine {
  const arns = routes.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  const weights = routes.map(({ weight }) => weight);
  const machines = new Set([...arns.map((arn) => partsOf(arn).machineArn), ...(only === undefined ? [] : [only])]);
  const received = `Received: [${arns.join(', ')}]`;
  if (!arns.every(namesVersion)) throw invalid(`Routing configuration must contain state machine version ARNs. ${received}`);
  if (new Set(arns).size < arns.length)
    throw invalid(`Routing configuration must contain distinct state machine version ARNs. ${received}`);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    throw invalid(`Sum of routing configuration weights must equal 100. Received: [${weights.join(', ')}]`);
  }
  if (machines.size > 1) throw invalid(`Routing configuration must contain versions of the same state machine. ${received}`);
  const machine = states.machines.get([...machines][0]!);
  const found = arns.every((arn) => machine?.published.versions.some((version) => version.arn === arn));
  if (!machine || !found) throw new AwsError('ResourceNotFound', 'Request references a resource that does not exist.');
  return states.standing(machine.arn);
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationException', why, { fields: { reason: 'INVALID_ROUTING_CONFIGURATION' } });
}
