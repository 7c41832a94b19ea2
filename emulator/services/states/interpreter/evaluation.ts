import type { Branch } from '../branch.ts';
import { contextObject } from '../context-object.ts';
import { EvaluationError, evaluateField, expectType, type JsonType, jsonType } from '../expressions.ts';
import { StateError } from '../state-error.ts';
import { causeIn } from './runtime-failure.ts';

/** What `$states` holds beside the input, depending on where a field stands. */
export interface Visible {
  result?: unknown;
  errorOutput?: unknown;
  token?: string;
  item?: Branch['item'];
}

/**
 * Evaluates a field of the branch's current state. A failure is recorded as EvaluationFailed.
 *
 * @param options.type what it must give, unless it gives `options.or`
 * @param options.final whether the state's own Retry and Catch may not handle its failure
 * @throws StateError States.QueryEvaluationError
 */
export async function evaluate(
  branch: Branch,
  field: unknown,
  location: string,
  options: { visible?: Visible; type?: JsonType; or?: JsonType; final?: boolean } = {},
): Promise<unknown> {
  const { token, item, ...visible } = options.visible ?? {};
  const { execution, current } = branch;
  try {
    const value = await evaluateField(field, location, {
      states: { input: current.input, ...visible, context: contextObject(branch, token, item) },
      variables: branch.variables,
      surroundings: {
        millis: execution.place.clock.now(),
        random: execution.place.random,
        purpose: ['jsonata', execution.arn, branch.previous, item?.index ?? 0],
      },
      holding: (work) => execution.place.clock.during(work),
      worked: (work) => execution.place.states.turns.after(work),
    });
    if (options.type && jsonType(value) !== options.or) expectType(value, options.type, field, location);
    return value;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw evaluationFailure(branch, error.message, error.location, options.final);
  }
}

/** Records EvaluationFailed for the current state. @returns the error to throw */
export function evaluationFailure(branch: Branch, why: string, location: string | undefined, final = false): StateError {
  const { name, id, before } = branch.current;
  const error = 'States.QueryEvaluationError';
  const cause = causeIn(branch, why);
  // nothing has happened since the state was entered: AWS lets the event point to before that, except in Wait
  const previous = branch.previous === id && branch.state.Type !== 'Wait' ? before : branch.previous;
  const eventId = branch.record(
    'EvaluationFailed',
    { evaluationFailedEventDetails: { error, cause, ...(location ? { location } : {}), state: name } },
    previous,
  );
  return new StateError(error, cause, { eventId, final });
}
