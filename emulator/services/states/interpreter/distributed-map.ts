import { readJson } from '../../../kernel/read-json.ts';
import type { Branch, MapItem } from '../branch.ts';
import type { MapState } from '../definition.ts';
import type { Execution } from '../execution.ts';
import type { StateMachine } from '../machine.ts';
import { countsOf, type MapRun } from '../map-run.ts';
import { redriveStatus } from '../redrive.ts';
import { Aborted } from '../scope.ts';
import { StateError } from '../state-error.ts';
import { evaluate } from './evaluation.ts';
import { itemsOrMembersOf, type MapLimits, mapLimits } from './map-fields.ts';
import { recover } from './recover.ts';
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
  const items = await itemsOrMembersOf(branch, state);
  const limits = await mapLimits(branch, state, items.length, mostConcurrent);
  const tolerated = limits.tolerated ?? 0;
  demandPermission(branch);
  const { mapRun: before } = resumed(branch);
  const mapRun = before ? goOn(branch, before) : begin(branch, state, items.length, limits);
  branch.current.mapRun = mapRun;
  let next = 0;
  let over = false;
  const stop = () => {
    over = true;
    for (const child of mapRun.children) child?.stop(undefined, undefined);
  };
  const lane = async () => {
    while (next < items.length && !over) {
      const item = items[next++]!;
      const child = redriven(branch, mapRun, item) ?? (await beginChild(branch, state, mapRun, item));
      await branch.scope.wait(child.ended);
      const { failed, timedOut, aborted } = countsOf(mapRun);
      if (failed + timedOut + aborted > tolerated) throw exceeded();
    }
  };
  const lanes = Array.from({ length: Math.min(limits.concurrency, items.length) }, lane);
  try {
    await sideBySide(lanes, stop);
  } catch (failure) {
    const aborted = failure instanceof Aborted;
    end(branch, mapRun, aborted ? 'ABORTED' : 'FAILED');
    if (failure instanceof StateError) {
      const { error, cause } = failure;
      failure.eventId = branch.record('MapRunFailed', { mapRunFailedEventDetails: { error, cause } });
    }
    throw failure;
  }
  end(branch, mapRun, 'SUCCEEDED');
  const begun = branch.previous;
  branch.record('MapRunSucceeded');
  branch.record('MapStateSucceeded');
  const ended = mapRun.children.filter((child) => child?.status === 'SUCCEEDED');
  const result = ended.map((child) => readJson(child!.output ?? 'null'));
  const step = await shape(branch, state, state.Next, { visible: { result }, otherwise: result });
  // recorded since November 2024: the event of leaving points back to where the Map Run began
  return { ...step, exitAfter: begun };
}

function begin(branch: Branch, state: MapState, total: number, { concurrency, given }: MapLimits): MapRun {
  const { place, machine } = branch.execution;
  branch.record('MapStateStarted', { mapStateStartedEventDetails: { length: total } });
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
    total,
    children: Array.from({ length: total }, () => undefined),
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
function redriven(branch: Branch, mapRun: MapRun, { index }: MapItem): Execution | undefined {
  const child = mapRun.children[index];
  if (child?.status === 'PENDING_REDRIVE') child.redrive(undefined);
  return child && branch.execution.place.states.execution(child.arn);
}

/** As observed on AWS (floci-io/floci#1588), a child for an object's member is given both. */
function inputFor({ key, value }: MapItem): unknown {
  return key === undefined ? value : { Key: key, Value: value };
}

async function beginChild(branch: Branch, state: MapState, mapRun: MapRun, item: MapItem): Promise<Execution> {
  const { execution } = branch;
  const { place } = execution;
  const selected = state.ItemSelector;
  const input = selected === undefined ? inputFor(item) : await evaluate(branch, selected, 'ItemSelector', { visible: { item } });
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
  const name = place.random.uuid('map-child', mapRun.arn, item.index);
  const arn = place.arn('states', `execution:${execution.machine.name}/${label}:${name}`);
  const child = execution.child(machine, { arn, name, input: JSON.stringify(input ?? null), mapRunArn: mapRun.arn });
  mapRun.children[item.index] = child;
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
