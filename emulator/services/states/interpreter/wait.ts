import type { Branch } from '../branch.ts';
import type { WaitState } from '../definition.ts';
import { languageOf } from './language-of.ts';
import { runtimeFailure } from './runtime-failure.ts';
import { sleep } from './sleep.ts';
import type { Step } from './step.ts';

/** How far a Timestamp may be ahead, in seconds: 24,855 days were recorded to wait, and 24,856 to fail. */
const delayable = 2 ** 31 - 1;

export async function runWait(branch: Branch, state: WaitState): Promise<Step> {
  const language = languageOf(branch);
  const until = await language.until(branch, state);
  const seconds = (until - branch.execution.place.clock.now()) / 1000;
  if (seconds > delayable) throw runtimeFailure(branch, 'Wait state delay is too long.');
  if (seconds > 0) await sleep(branch, seconds, `Wait ${branch.current.name}`);
  return language.leave(branch, state, state.Next);
}
