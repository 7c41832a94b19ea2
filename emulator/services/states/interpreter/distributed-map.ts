import { readJson } from '../../../kernel/read-json.ts';
import type { Branch } from '../branch.ts';
import type { MapState } from '../definition.ts';
import type { TaskCall } from '../integrations/integration.ts';
import type { MapRun } from '../map-run.ts';
import { redriveStatus } from '../redrive.ts';
import { Aborted } from '../scope.ts';
import { StateError } from '../state-error.ts';
import { readItems, readingOf } from './item-reader.ts';
import { languageOf } from './language-of.ts';
import { runChildren, workOf } from './map-children.ts';
import { itemsOrMembersOf, type MapLimits, mapLimits, type Tolerance } from './map-fields.ts';
import { recover, tellFailure } from './recover.ts';
import { type Writing, writeResults, writingOf } from './result-writer.ts';
import { resumed } from './side-by-side.ts';
import type { Step } from './step.ts';
import { taskCall } from './task-call.ts';

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
    (failure) => tellFailure(branch, failure),
  );
}

async function run(branch: Branch, state: MapState): Promise<Step> {
  const reading = state.ItemReader && (await readingOf(branch, state.ItemReader));
  const writing = state.ResultWriter && (await writingOf(branch, state.ResultWriter));
  const given = reading ? undefined : await itemsOrMembersOf(branch, state);
  const limits = await mapLimits(branch, state, mostConcurrent);
  demandPermission(branch);
  const call = taskCall(branch);
  const { mapRun: before } = resumed(branch);
  if (!before) branch.record('MapStateStarted', { mapStateStartedEventDetails: { length: given?.length ?? 0 } });
  const tolerance = limits.tolerance();
  const mapRun = before ? goOn(branch, before) : begin(branch, state, limits, tolerance);
  branch.current.mapRun = mapRun;
  try {
    // a redrive goes on with what was read before
    mapRun.read = reading && (mapRun.read ?? (await branch.scope.wait(readItems(reading, call))));
    const items = given ?? mapRun.read!;
    await runChildren(branch, state, mapRun, await workOf(branch, state, items), limits, tolerance);
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
  const step = await languageOf(branch).finish(branch, state, result);
  // recorded since November 2024: the event of leaving points back to where the Map Run began
  return { ...step, exitAfter: begun };
}

function outputsOf({ children }: MapRun): unknown[] {
  return children.filter((child) => child?.status === 'SUCCEEDED').map((child) => readJson(child!.output ?? 'null'));
}

function written(branch: Branch, mapRun: MapRun, writing: Writing, call: TaskCall): Promise<unknown> {
  const { states } = branch.execution.place;
  const children = mapRun.children.map((child) => child && states.known(child.arn));
  return branch.scope.wait(writeResults(writing, mapRun, children, call));
}

function begin(branch: Branch, state: MapState, { concurrency }: MapLimits, { given }: Tolerance): MapRun {
  const { place, machine } = branch.execution;
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
    files: state.ResultWriter?.Resource === undefined ? undefined : 'awaited',
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
  // one of the type EXPRESS does not go on: it begins anew
  mapRun.children = mapRun.children.map((child) => (child?.arn.includes(':express:') && child.status !== 'SUCCEEDED' ? undefined : child));
  for (const child of mapRun.children)
    if (child && redriveStatus(place.states.known(child.arn)).redriveStatus === 'REDRIVABLE_BY_MAP_RUN') child.awaitRedrive();
  return mapRun;
}

function end(branch: Branch, mapRun: MapRun, status: MapRun['status']): void {
  mapRun.status = status;
  mapRun.stopDate = branch.execution.place.clock.date();
}

/** The machine's role has to be allowed to start the machine itself, and to see and stop what it starts. */
function demandPermission(branch: Branch): void {
  const { place, machine, name } = branch.execution;
  const denial = place.iam.demand(place.iam.roleCaller(machine.roleArn, name), 'states:distributedMap', { stateMachine: machine.name });
  if (denial) throw new StateError('States.Runtime', denial);
}
