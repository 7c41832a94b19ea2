import type { Branch } from '../branch.ts';
import type { WaitState } from '../definition.ts';
import { parseTimestamp } from '../timestamp.ts';
import { evaluate, evaluationFailure } from './evaluation.ts';
import { runtimeFailure } from './runtime-failure.ts';
import { sleep } from './sleep.ts';
import { type Step, shape } from './step.ts';

/** The longest that a Wait may take, in seconds. */
const longest = 99_999_999;
/** How far a Timestamp may be ahead, in seconds: 24,855 days were recorded to wait, and 24,856 to fail. */
const delayable = 2 ** 31 - 1;

export async function runWait(branch: Branch, state: WaitState): Promise<Step> {
  const until = state.Timestamp === undefined ? await afterSeconds(branch, state) : await timestamp(branch, state);
  const seconds = (until - branch.execution.place.clock.now()) / 1000;
  if (seconds > delayable) throw runtimeFailure(branch, 'Wait state delay is too long.');
  if (seconds > 0) await sleep(branch, seconds, `Wait ${branch.current.name}`);
  return shape(branch, state, state.Next, { otherwise: branch.current.input });
}

async function afterSeconds(branch: Branch, state: WaitState): Promise<number> {
  const seconds = (await evaluate(branch, state.Seconds, 'Seconds', { type: 'number' })) as number;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > longest) {
    throw evaluationFailure(branch, `The Seconds field must be an integer between 0 and ${longest} but was: ${seconds}`, 'Seconds');
  }
  return branch.execution.place.clock.now() + seconds * 1000;
}

async function timestamp(branch: Branch, state: WaitState): Promise<number> {
  const text = (await evaluate(branch, state.Timestamp, 'Timestamp', { type: 'string' })) as string;
  const at = parseTimestamp(text);
  if (Number.isNaN(at)) {
    const why = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`;
    throw evaluationFailure(branch, why, 'Timestamp');
  }
  return at;
}
