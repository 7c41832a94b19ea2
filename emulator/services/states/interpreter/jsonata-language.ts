import type { Branch } from '../branch.ts';
import type { TaskState, WaitState } from '../definition.ts';
import { parseTimestamp } from '../timestamp.ts';
import { evaluate, evaluationFailure } from './evaluation.ts';
import type { QueryLanguage } from './query-language.ts';
import { shape } from './step.ts';
import type { TaskLimits } from './task-limits.ts';

/** The longest that a Wait may take, in seconds. */
const longest = 99_999_999;
const maxItems = 'ItemReader/ReaderConfig/MaxItems';

export const jsonata: QueryLanguage = {
  async given(branch, { Arguments }, token) {
    return Arguments === undefined ? branch.current.input : evaluate(branch, Arguments, 'Arguments', { visible: { token } });
  },
  limits,
  async holds(branch, { Condition }, index) {
    return (await evaluate(branch, Condition, `Choices[${index}]/Condition`, { type: 'boolean' })) as boolean;
  },
  until: (branch, state) => (state.Timestamp === undefined ? afterSeconds(branch, state) : timestamp(branch, state)),
  async failure(branch, { Error: error, Cause: cause }) {
    const text = async (field: unknown, location: string) =>
      field === undefined ? undefined : ((await evaluate(branch, field, location, { type: 'string' })) as string);
    return { error: await text(error, 'Error'), cause: await text(cause, 'Cause') };
  },

  async items(branch, { Items }) {
    if (Items !== undefined) return (await evaluate(branch, Items, 'Items', { type: 'array' })) as unknown[];
    const { input } = branch.current;
    if (Array.isArray(input)) return input;
    throw evaluationFailure(branch, `Map state input must be an array but was: ${JSON.stringify(input)}`, undefined);
  },
  async itemsOrMembers(branch, state) {
    const { Items } = state;
    if (Items !== undefined) return evaluate(branch, Items, 'Items', { type: 'array', or: 'object' }) as Promise<unknown[]>;
    const { input } = branch.current;
    return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : jsonata.items(branch, state);
  },
  async selected(branch, { ItemSelector }, item) {
    if (ItemSelector === undefined) return undefined;
    return { value: await evaluate(branch, ItemSelector, 'ItemSelector', { visible: { item } }) };
  },
  async mapNumbers(branch, state) {
    const concurrency = await count(branch, state.MaxConcurrency, 'MaxConcurrency');
    const failures = await count(branch, state.ToleratedFailureCount, 'ToleratedFailureCount');
    const percentage = await count(branch, state.ToleratedFailurePercentage, 'ToleratedFailurePercentage', 100);
    return { concurrency, tolerance: () => ({ failures, percentage }) };
  },
  async read(branch, { Arguments = {}, ReaderConfig: { MaxItems } = {} }) {
    const given = await evaluate(branch, Arguments, 'ItemReader/Arguments');
    const most = MaxItems === undefined ? undefined : ((await evaluate(branch, MaxItems, maxItems, { type: 'number' })) as number);
    if (most !== undefined && !Number.isInteger(most)) {
      throw evaluationFailure(branch, `The ${maxItems} field must be an integer but was: ${most}`, maxItems);
    }
    return { given, most };
  },
  written: (branch, { Arguments = {} }) => evaluate(branch, Arguments, 'ResultWriter/Arguments'),
  async batching(branch, { MaxItemsPerBatch, MaxInputBytesPerBatch, BatchInput }) {
    return {
      items: await count(branch, MaxItemsPerBatch, 'ItemBatcher/MaxItemsPerBatch'),
      bytes: await count(branch, MaxInputBytesPerBatch, 'ItemBatcher/MaxInputBytesPerBatch'),
      input: BatchInput === undefined ? undefined : { value: await evaluate(branch, BatchInput, 'ItemBatcher/BatchInput') },
    };
  },

  pass: (branch, state) => shape(branch, state, state.Next, { otherwise: branch.current.input }),
  finish: (branch, state, result) => shape(branch, state, state.Next, { visible: { result }, otherwise: result }),
  leave(branch, state, next, chosen) {
    const otherwise = branch.current.input;
    return chosen
      ? shape(branch, chosen.rule, next, { prefix: `Choices[${chosen.index}]/`, otherwise })
      : shape(branch, state, next, { otherwise });
  },
  recover: (branch, catcher, index, output) =>
    shape(branch, catcher, catcher.Next, {
      visible: { errorOutput: output },
      prefix: `Catch[${index}]/`,
      otherwise: output,
      final: true,
    }),
};

async function limits(branch: Branch, state: TaskState): Promise<TaskLimits> {
  const timeoutSeconds = await seconds(branch, state.TimeoutSeconds, 'TimeoutSeconds');
  const heartbeatSeconds = await seconds(branch, state.HeartbeatSeconds, 'HeartbeatSeconds');
  if (timeoutSeconds !== undefined && heartbeatSeconds !== undefined && heartbeatSeconds >= timeoutSeconds) {
    const why = `The HeartbeatSeconds field must be smaller than TimeoutSeconds (${timeoutSeconds}) but was: ${heartbeatSeconds}`;
    throw evaluationFailure(branch, why, 'HeartbeatSeconds');
  }
  return { timeoutSeconds, heartbeatSeconds };
}

async function seconds(branch: Branch, field: unknown, location: string): Promise<number | undefined> {
  if (field === undefined) return undefined;
  const value = (await evaluate(branch, field, location, { type: 'number' })) as number;
  if (Number.isInteger(value) && value > 0) return value;
  throw evaluationFailure(branch, `The ${location} field must be a positive integer but was: ${value}`, location);
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

async function count(branch: Branch, field: unknown, location: string, most?: number): Promise<number | undefined> {
  if (field === undefined) return undefined;
  const value = (await evaluate(branch, field, location, { type: 'number' })) as number;
  const whole = most !== undefined || Number.isInteger(value);
  if (whole && value >= 0 && value <= (most ?? value)) return value;
  const allowed = most === undefined ? 'a non-negative integer' : `a number between 0 and ${most}`;
  throw evaluationFailure(branch, `The ${location} field must be ${allowed} but was: ${value}`, location);
}
