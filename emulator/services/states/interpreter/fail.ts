import type { Branch } from '../branch.ts';
import type { FailState } from '../definition.ts';
import { StateError } from '../state-error.ts';
import { evaluate } from './evaluation.ts';
import type { Step } from './step.ts';

export async function runFail(branch: Branch, state: FailState): Promise<Step> {
  const text = async (field: unknown, location: string) =>
    field === undefined ? undefined : ((await evaluate(branch, field, location, { type: 'string' })) as string);
  throw new StateError(await text(state.Error, 'Error'), await text(state.Cause, 'Cause'), { eventId: branch.previous });
}
