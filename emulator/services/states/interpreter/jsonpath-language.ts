import type { Branch } from '../branch.ts';
import type { MapState, WaitState } from '../definition.ts';
import { ruleHolds } from '../jsonpath/choice-rule.ts';
import type { DataFlow, PathFields, Rule } from '../jsonpath/fields.ts';
import { Conflict, reached } from '../jsonpath/reference-path.ts';
import { StateError } from '../state-error.ts';
import { parseTimestamp } from '../timestamp.ts';
import { numberIn } from './jsonpath-number.ts';
import { Reading } from './jsonpath-reading.ts';
import type { QueryLanguage } from './query-language.ts';
import { checked, type Step } from './step.ts';

/** What a state has in both languages is given to it as it stands; what it has in JSONPath alone is read here. */
const flowOf = (state: object) => state as DataFlow;
const fieldsOf = (state: object) => state as PathFields;

/** What a state works on: its input, as far as InputPath chooses it. */
function effective(branch: Branch, state: object, more?: Parameters<typeof Reading.of>[2]): Reading {
  const whole = Reading.of(branch, branch.current.input, more);
  const { InputPath } = flowOf(state);
  const reading = InputPath === undefined ? whole : whole.on(whole.chosen(InputPath));
  reading.told('afterInputPath', reading.data);
  return reading;
}

function withParameters(reading: Reading, { Parameters }: DataFlow): unknown {
  return reading.told('afterParameters', Parameters === undefined ? reading.data : reading.filled(Parameters));
}

export const jsonPath: QueryLanguage = {
  async given(branch, state, token) {
    const reading = effective(branch, state, { token });
    return inTurn(reading, withParameters(reading, flowOf(state)));
  },
  async limits(branch, state) {
    const reading = effective(branch, state);
    const timeoutSeconds = limitIn(fieldsOf(state), 'TimeoutSeconds', reading);
    const heartbeatSeconds = limitIn(fieldsOf(state), 'HeartbeatSeconds', reading);
    for (const [name, seconds] of Object.entries({ TimeoutSeconds: timeoutSeconds, HeartbeatSeconds: heartbeatSeconds }))
      if (seconds !== undefined && seconds < 1) throw reading.runtimeFailure(`${name} must be positive.`);
    return { timeoutSeconds, heartbeatSeconds };
  },
  async holds(branch, rule) {
    const reading = effective(branch, branch.state);
    return inTurn(
      reading,
      reading.read((reader) => ruleHolds(rule as object as Rule, reader)),
    );
  },
  async until(branch, state) {
    return until(effective(branch, state), state, branch.execution.place.clock.now());
  },
  async failure(branch, state) {
    const reading = effective(branch, state);
    const text = (field: 'Error' | 'Cause') => {
      const at = fieldsOf(state)[`${field}Path`];
      if (at === undefined) return state[field] as string | undefined;
      const value = reading.value(String(at), `${field}Path`);
      if (typeof value === 'string') return value;
      throw reading.runtimeFailure(`The ${field}Path field must refer to a string, but was: ${JSON.stringify(value)}`);
    };
    return { error: text('Error'), cause: text('Cause') };
  },

  async items(branch, state) {
    const { reading, items } = itemsOf(branch, state);
    if (Array.isArray(items)) return reading.told('afterItemsPath', items);
    throw noItems(branch, state, items);
  },
  async itemsOrMembers(branch, state) {
    const { reading, items } = itemsOf(branch, state);
    if (typeof items === 'object' && items !== null) return reading.told('afterItemsPath', items as Record<string, unknown>);
    throw noItems(branch, state, items);
  },
  async selected(branch, state, item) {
    const template = state.ItemSelector ?? flowOf(state).Parameters;
    if (template === undefined) return undefined;
    const reading = effective(branch, state, { item });
    return inTurn(reading, { value: reading.filled(template) });
  },
  async mapNumbers(branch, state) {
    const reading = effective(branch, state);
    const concurrency = numberIn(fieldsOf(state), 'MaxConcurrency', reading);
    if (concurrency !== undefined && concurrency < 0) throw reading.runtimeFailure('MaxConcurrency cannot be negative.');
    return { concurrency, tolerance: () => toleranceOf(reading, state) };
  },
  async read(branch, reader) {
    const reading = effective(branch, branch.state, { use: 'ItemReader' });
    const given = reading.filled(flowOf(reader).Parameters ?? {});
    return { given, most: numberIn(fieldsOf(reader.ReaderConfig ?? {}), 'MaxItems', reading) };
  },
  async written(branch, writer) {
    return effective(branch, branch.state, { use: 'ResultWriter' }).filled(flowOf(writer).Parameters ?? {});
  },
  async batching(branch, batcher) {
    const reading = effective(branch, branch.state, { use: 'ItemBatcher' });
    const { BatchInput } = batcher;
    return {
      items: numberIn(fieldsOf(batcher), 'MaxItemsPerBatch', reading),
      bytes: numberIn(fieldsOf(batcher), 'MaxInputBytesPerBatch', reading),
      input: BatchInput === undefined ? undefined : { value: reading.filled(BatchInput) },
    };
  },

  async pass(branch, state) {
    const reading = effective(branch, state);
    const { Result } = flowOf(state);
    const result = Result === undefined ? withParameters(reading, flowOf(state)) : reading.told('result', Result);
    return end(branch, reading, { result, assigning: flowOf(state), next: state.Next });
  },
  async finish(branch, state, result) {
    const reading = Reading.of(branch, branch.current.input);
    const { ResultSelector } = flowOf(state);
    const selected = ResultSelector === undefined ? result : reading.on(result).filled(ResultSelector);
    return end(branch, reading, { result: selected, assigning: flowOf(state), next: state.Next });
  },
  async leave(branch, state, next, chosen) {
    const reading = effective(branch, state);
    const assigning = flowOf(chosen?.rule ?? state);
    const assigned = assigning.Assign && assign(reading, assigning.Assign);
    return step(branch, reading, reading.chosen(flowOf(state).OutputPath), next, assigned);
  },
  async recover(branch, catcher, _index, output) {
    const reading = Reading.of(branch, branch.current.input);
    const { ResultPath, Assign } = flowOf(catcher);
    const assigned = Assign && assign(reading.on(output), Assign);
    return step(branch, reading, reading.with(output, ResultPath), catcher.Next, assigned);
  },
};

/** Puts a result into the state's input, as it was before InputPath, and chooses what goes on. Assign sees the result. */
function end(
  branch: Branch,
  reading: Reading,
  { result, assigning, next }: { result: unknown; assigning: DataFlow; next: string | undefined },
): Promise<Step> {
  const assigned = assigning.Assign && assign(reading.on(result), assigning.Assign);
  reading.told('afterResultSelector', result);
  const combined = reading.told('afterResultPath', reading.on(branch.current.input).with(result, assigning.ResultPath));
  return step(branch, reading, reading.on(combined).chosen(assigning.OutputPath), next, assigned);
}

function assign(reading: Reading, variables: Record<string, unknown>): Record<string, unknown> {
  return reading.filled(variables) as Record<string, unknown>;
}

function step(
  branch: Branch,
  reading: Reading,
  output: unknown,
  next: string | undefined,
  assigned: Record<string, unknown> | undefined,
): Promise<Step> {
  return inTurn(reading, checked(branch, output, next, assigned));
}

/** Lets others have their turn after much work. */
async function inTurn<T>(reading: Reading, read: T): Promise<T> {
  const { turn } = reading;
  if (turn) await turn;
  return read;
}

/** Recorded: a path that leads nowhere is told as InputPath is. */
function limitIn(fields: PathFields, field: string, reading: Reading): number | undefined {
  const at = fields[`${field}Path`];
  if (at !== undefined) reading.chosen(String(at));
  return numberIn(fields, field, reading);
}

function until(reading: Reading, state: WaitState, now: number): number {
  const { SecondsPath, TimestampPath } = fieldsOf(state);
  if (SecondsPath !== undefined) return now + waitSeconds(reading, String(SecondsPath)) * 1000;
  if (state.Seconds !== undefined) return now + Number(state.Seconds) * 1000;
  if (TimestampPath === undefined) return parseTimestamp(String(state.Timestamp));
  const given = referenced(reading, 'TimestampPath', String(TimestampPath));
  const at = typeof given === 'string' ? parseTimestamp(given) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  const why = 'does not reference a valid ISO-8601 extended offset date-time format string';
  throw reading.runtimeFailure(`The TimestampPath parameter ${why}: ${TimestampPath} == ${shown(given)}`);
}

/** The longest that a Wait may take. */
const longest = 99_999_999;

function waitSeconds(reading: Reading, text: string): number {
  const given = referenced(reading, 'SecondsPath', text);
  const seconds = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  const failure = (why: string) => reading.runtimeFailure(`The SecondsPath parameter ${why}: ${text} == ${shown(given)}`);
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) throw failure('cannot be parsed as a long value');
  if (seconds < 0) throw failure('references a negative value');
  if (seconds > longest) throw failure('references a value that is too large');
  return seconds;
}

function referenced(reading: Reading, field: string, text: string): unknown {
  const given = reading.found(text);
  if (given === undefined) throw reading.runtimeFailure(`The ${field} parameter does not reference an input value: ${text}`);
  return given;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toleranceOf(reading: Reading, state: MapState) {
  const failures = numberIn(fieldsOf(state), 'ToleratedFailureCount', reading);
  const percentage = numberIn(fieldsOf(state), 'ToleratedFailurePercentage', reading, 'float');
  if (failures !== undefined && failures < 0) throw reading.runtimeFailure('ToleratedFailureCount cannot be negative.');
  if (percentage !== undefined && !(percentage >= 0 && percentage <= 100))
    throw reading.runtimeFailure('ToleratedFailurePercentage must be between 0 and 100.');
  return { failures, percentage };
}

function itemsOf(branch: Branch, state: MapState): { reading: Reading; items: unknown } {
  const reading = effective(branch, state);
  const { ItemsPath } = fieldsOf(state);
  if (ItemsPath === undefined) return { reading, items: reading.data };
  const items = reading.found(String(ItemsPath));
  if (items !== undefined) return { reading, items };
  throw conflictAt(String(ItemsPath), reading.data);
}

/** As measured, where a reference path leads nowhere. */
function conflictAt(text: string, data: unknown): StateError {
  try {
    reached(text, data);
  } catch (error) {
    if (error instanceof Conflict) return new StateError('States.ReferencePathConflict', error.message);
    throw error;
  }
  return new StateError('States.ReferencePathConflict', `Unable to apply path "${text}" to input ${JSON.stringify(data)}`);
}

function noItems(branch: Branch, state: MapState, items: unknown): StateError {
  const { ItemsPath = '$' } = fieldsOf(state);
  // recorded: a path into the context object is told as one into the data
  const told = String(ItemsPath).replace(/^\$\$/, '$');
  return Reading.of(branch, items).runtimeFailure(`Reference path "${told}" must point to array.`);
}
