import { type Definition, eachState, type State } from './definition.ts';

/**
 * After a try whose outcome nobody knows, the next one has the same name: it is given the child that runs already, and where that has
 * ended, the try after it starts another. A state that is entered again starts another at once.
 */
const childName =
  "{% $hash($join([$states.context.Execution.Id, $states.context.State.Name, $states.context.State.EnteredTime, $string($floor($states.context.State.RetryCount / 2))], ' '), 'SHA-256') %}";

/** A machine that names its children: those of states that do not name them themselves, too. */
export function nameChildren(definition: Definition): Definition {
  return eachState(definition, (state) => (startsChild(state) ? { ...state, Arguments: named(state.Arguments) } : state));
}

function startsChild(state: State): state is State & { Arguments: Record<string, unknown> } {
  return state.Resource?.includes(':states:startExecution') === true && typeof state.Arguments === 'object';
}

function named({ StateMachineArn, ...others }: Record<string, unknown>): Record<string, unknown> {
  return { StateMachineArn, Name: childName, ...others };
}
