import { readJson } from '../../../kernel/read-json.ts';
import type { Branch } from '../branch.ts';
import type { MapState } from '../definition.ts';
import type { Execution } from '../execution.ts';
import type { TaskCall } from '../integrations/integration.ts';
import type { StateMachine } from '../machine.ts';
import { countsOf, type MapItem, type MapRun } from '../map-run.ts';
import { redriveStatus } from '../redrive.ts';
import { Aborted } from '../scope.ts';
import { StateError } from '../state-error.ts';
import { evaluate } from './evaluation.ts';
import { batches } from './item-batches.ts';
import { readItems, readingOf } from './item-reader.ts';
import { itemsOrMembersOf, type MapLimits, mapLimits } from './map-fields.ts';
import { recover } from './recover.ts';
import { type Writing, writeResults, writingOf } from './result-writer.ts';
import { resumed, sideBySide } from './side-by-side.ts';
import { type Step, shape } from './step.ts';

/** Most child executions of a Map Run at a time. */
const mostConcurrent = 10_000;

/**
 * A distributed Map: an execution of its own for every item, with a history of its own, which sees nothing of the parent's variables.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export function runDistributedMap(branch: Branch, state: MapState): Promise<Step> {
  return recover(
    branch,
    state,
    () => run(branch, state),
    (failure) => branch.record('MapStateFailed', {}, failure.eventId),
  );
}

async function run(branch: Branch, state: MapState): Promise<Step> {
  const reading = state.ItemReader && (await readingOf(branch, state.ItemReader));
  const writing = state.ResultWriter && (await writingOf(branch, state.ResultWriter));
  const given = reading ? undefined : await itemsOrMembersOf(branch, state);
  const limits = await mapLimits(branch, state, mostConcurrent);
  demandPermission(branch);
  const call = callOf(branch);
  const { mapRun: before } = resumed(branch);
  const mapRun = before ? goOn(branch, before) : begin(branch, state, given?.length ?? 0, limits);
  branch.current.mapRun = mapRun;
  try {
    // a redrive goes on with what was read before
    mapRun.read = reading && (mapRun.read ?? (await branch.scope.wait(readItems(reading, call))));
    const items = given ?? mapRun.read!;
    await runChildren(branch, state, mapRun, await workOf(branch, state, items), limits);
  } catch (failure) {
    const aborted = failure instanceof Aborted;
    end(branch, mapRun, aborted ? 'ABORTED' : 'FAILED');
    if (failure instanceof StateError) {
      if (writing && failure.error !== 'States.ItemReaderFailed') await written(branch, mapRun, writing, call).catch(() => undefined);
      const { error, cause } = failure;
      failure.eventId = branch.record('MapRunFailed', { mapRunFailedEventDetails: { error, cause } });
    }
    throw failure;
  }
  const result = writing ? await written(branch, mapRun, writing, call) : outputsOf(mapRun);
  end(branch, mapRun, 'SUCCEEDED');
  const begun = branch.previous;
  branch.record('MapRunSucceeded');
  branch.record('MapStateSucceeded');
  const step = await shape(branch, state, state.Next, { visible: { result }, otherwise: result });
  // recorded since November 2024: the event of leaving points back to where the Map Run began
  return { ...step, exitAfter: begun };
}

function outputsOf({ children }: MapRun): unknown[] {
  return children.filter((child) => child?.status === 'SUCCEEDED').map((child) => readJson(child!.output ?? 'null'));
}

function written(branch: Branch, mapRun: MapRun, writing: Writing, call: TaskCall): Promise<unknown> {
  const { states } = branch.execution.place;
  const children = mapRun.children.map((child) => child && states.execution(child.arn));
  return branch.scope.wait(writeResults(writing, mapRun, children, call));
}

/** What a child is for. */
interface Work {
  index: number;
  /** How many items it has. */
  size: number;
  input(): unknown;
}

/** A child for each item, or for each batch of them, which needs to know how large they are. */
async function workOf(branch: Branch, state: MapState, items: MapItem[]): Promise<Work[]> {
  const selected = (item: MapItem) =>
    state.ItemSelector === undefined ? inputFor(item) : evaluate(branch, state.ItemSelector, 'ItemSelector', { visible: { item } });
  if (!state.ItemBatcher) return items.map((item) => ({ index: item.index, size: 1, input: () => selected(item) }));
  const inputs: unknown[] = [];
  for (const item of items) inputs.push(await selected(item));
  return (await batches(branch, state.ItemBatcher, inputs)).map(({ input, size }, index) => ({ index, size, input: () => input }));
}

async function runChildren(branch: Branch, state: MapState, mapRun: MapRun, work: Work[], limits: MapLimits): Promise<void> {
  mapRun.sizes = work.map(({ size }) => size);
  mapRun.children.length = work.length;
  mapRun.children = Array.from(mapRun.children);
  const tolerated = limits.tolerated(countsOf(mapRun, 'items').total) ?? 0;
  let next = 0;
  let over = false;
  const stop = () => {
    over = true;
    for (const child of mapRun.children) child?.stop(undefined, undefined);
  };
  const lane = async () => {
    while (next < work.length && !over) {
      const one = work[next++]!;
      const child = redriven(branch, mapRun, one) ?? (await beginChild(branch, state, mapRun, one));
      await branch.scope.wait(child.ended);
      const { failed, timedOut, aborted } = countsOf(mapRun, 'items');
      if (failed + timedOut + aborted > tolerated) throw exceeded();
    }
  };
  await sideBySide(Array.from({ length: Math.min(limits.concurrency, work.length) }, lane), stop);
}

function callOf({ execution, previous }: Branch): TaskCall {
  const { place, machine, name, arn } = execution;
  const caller = place.iam.roleCaller(machine.roleArn, name);
  return { place, caller, machineArn: machine.arn, executionArn: arn, purpose: [arn, previous] };
}

function begin(branch: Branch, state: MapState, length: number, { concurrency, given }: MapLimits): MapRun {
  const { place, machine } = branch.execution;
  branch.record('MapStateStarted', { mapStateStartedEventDetails: { length } });
  const count = place.states.begun.mapRuns++;
  const id = place.random.uuid('map-run', branch.execution.arn, count);
  const label = state.Label ?? place.random.uuid('map-label', machine.arn, branch.current.name);
  const mapRun: MapRun = {
    arn: place.arn('states', `mapRun:${machine.name}/${label}:${id}`),
    label,
    parent: branch.execution,
    startDate: place.clock.date(),
    stopDate: undefined,
    status: 'RUNNING',
    maxConcurrency: concurrency,
    toleratedFailureCount: given.failures,
    toleratedFailurePercentage: given.percentage,
    children: [],
    sizes: [],
    resultsWritten: 0,
    redriveCount: 0,
    redriveDate: undefined,
  };
  place.states.mapRuns.set(mapRun.arn, mapRun);
  branch.record('MapRunStarted', { mapRunStartedEventDetails: { mapRunArn: mapRun.arn } });
  return mapRun;
}

/**
 * Goes on with a Map Run that failed: children that succeeded keep their output, the others are redriven in their turn.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html
 */
function goOn(branch: Branch, mapRun: MapRun): MapRun {
  const { place } = branch.execution;
  mapRun.status = 'RUNNING';
  mapRun.stopDate = undefined;
  mapRun.redriveDate = place.clock.date();
  const { arn: mapRunArn } = mapRun;
  branch.record('MapRunRedriven', { mapRunRedrivenEventDetails: { mapRunArn, redriveCount: ++mapRun.redriveCount } });
  for (const child of mapRun.children)
    if (child && redriveStatus(place.states.execution(child.arn)).redriveStatus === 'REDRIVABLE_BY_MAP_RUN') child.awaitRedrive();
  return mapRun;
}

/** The child that a redriven Map Run has of an item already, going on where it may; undefined where none was begun. */
function redriven(branch: Branch, mapRun: MapRun, { index }: Work): Execution | undefined {
  const child = mapRun.children[index];
  if (child?.status === 'PENDING_REDRIVE') child.redrive(undefined);
  return child && branch.execution.place.states.execution(child.arn);
}

/** As observed on AWS (floci-io/floci#1588), a child for an object's member is given both. */
function inputFor({ key, value }: MapItem): unknown {
  return key === undefined ? value : { Key: key, Value: value };
}

async function beginChild(branch: Branch, state: MapState, mapRun: MapRun, work: Work): Promise<Execution> {
  const { execution } = branch;
  const { place } = execution;
  const input = await work.input();
  if (branch.scope.aborted) throw new Aborted();
  const { label } = mapRun;
  const { StartAt, States } = state.ItemProcessor;
  const definition = { QueryLanguage: 'JSONata' as const, StartAt, States };
  const machine: StateMachine = {
    ...execution.machine,
    arn: `${execution.machine.arn}/${label}`,
    text: JSON.stringify(definition),
    definition,
    get status() {
      return execution.machine.status;
    },
  };
  const name = place.random.uuid('map-child', mapRun.arn, work.index);
  const arn = place.arn('states', `execution:${execution.machine.name}/${label}:${name}`);
  const child = execution.child(machine, { arn, name, input: JSON.stringify(input ?? null), mapRunArn: mapRun.arn });
  mapRun.children[work.index] = child;
  return child;
}

function end(branch: Branch, mapRun: MapRun, status: MapRun['status']): void {
  mapRun.status = status;
  mapRun.stopDate = branch.execution.place.clock.date();
}

function exceeded(): StateError {
  return new StateError('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
}

/** The machine's role has to be allowed to start the machine itself, and to see and stop what it starts. */
function demandPermission(branch: Branch): void {
  const { place, machine, name } = branch.execution;
  const denial = place.iam.demand(place.iam.roleCaller(machine.roleArn, name), 'states:distributedMap', { stateMachine: machine.name });
  if (denial) throw new StateError('States.Runtime', denial);
}
