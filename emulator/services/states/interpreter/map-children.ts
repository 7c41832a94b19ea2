import type { Branch } from '../branch.ts';
import type { MapState } from '../definition.ts';
import type { Execution } from '../execution.ts';
import { expressArn } from '../express-arn.ts';
import type { StateMachine } from '../machine.ts';
import { countsOf, type MapItem, type MapRun } from '../map-run.ts';
import { Aborted } from '../scope.ts';
import { StateError } from '../state-error.ts';
import { batches } from './item-batches.ts';
import { languageOf } from './language-of.ts';
import type { MapLimits, Tolerance } from './map-fields.ts';
import { sideBySide } from './side-by-side.ts';

/** What a child is for. */
interface Work {
  index: number;
  /** How many items it has. */
  size: number;
  input(): unknown;
}

/** A child for each item, or for each batch of them, which needs to know how large they are. */
export async function workOf(branch: Branch, state: MapState, items: MapItem[]): Promise<Work[]> {
  if (!state.ItemBatcher) return items.map((item) => ({ index: item.index, size: 1, input: () => inputOf(branch, state, item) }));
  const inputs: unknown[] = [];
  for (const item of items) inputs.push(await inputOf(branch, state, item));
  return (await batches(branch, state.ItemBatcher, inputs)).map(({ input, size }, index) => ({ index, size, input: () => input }));
}

export async function runChildren(
  branch: Branch,
  state: MapState,
  mapRun: MapRun,
  work: Work[],
  { concurrency }: MapLimits,
  tolerance: Tolerance,
): Promise<void> {
  mapRun.sizes = work.map(({ size }) => size);
  // a redriven one has those of before
  mapRun.children = Array.from(work, (_, index) => mapRun.children[index]);
  const tolerated = tolerance.tolerated(countsOf(mapRun, 'items').total) ?? 0;
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
  await sideBySide(Array.from({ length: Math.min(concurrency, work.length) }, lane), stop);
}

/** The child that a redriven Map Run has of an item already, going on where it may; undefined where none was begun. */
function redriven(branch: Branch, mapRun: MapRun, { index }: Work): Execution | undefined {
  const child = mapRun.children[index];
  if (child?.status === 'PENDING_REDRIVE') child.redrive(undefined);
  return child && branch.execution.place.states.known(child.arn);
}

/** What an item's iteration is given, as the state selects it; as observed on AWS (floci-io/floci#1588), that of an object's member is given both. */
export async function inputOf(branch: Branch, state: MapState, item: MapItem): Promise<unknown> {
  const selected = await languageOf(branch).selected(branch, state, item);
  if (selected) return selected.value;
  const { key, value } = item;
  return key === undefined ? value : { Key: key, Value: value };
}

async function beginChild(branch: Branch, state: MapState, mapRun: MapRun, work: Work): Promise<Execution> {
  const { execution } = branch;
  const { place } = execution;
  const input = await work.input();
  if (branch.scope.aborted) throw new Aborted();
  const { label } = mapRun;
  const { StartAt, States, ProcessorConfig: { ExecutionType: type = 'STANDARD' } = {} } = state.ItemProcessor;
  const { QueryLanguage } = execution.machine.definition;
  const definition = { QueryLanguage, StartAt, States };
  const machine: StateMachine = {
    ...execution.machine,
    type,
    arn: `${execution.machine.arn}/${label}`,
    text: JSON.stringify(definition),
    definition,
    get status() {
      return execution.machine.status;
    },
  };
  const name = place.random.uuid('map-child', mapRun.arn, work.index);
  const arn =
    type === 'EXPRESS'
      ? expressArn(place, `${execution.machine.name}/${label}`, name, place.states.begun.executions++)
      : place.arn('states', `execution:${execution.machine.name}/${label}:${name}`);
  const child = execution.child(machine, { arn, name, input: JSON.stringify(input ?? null), mapRunArn: mapRun.arn });
  mapRun.children[work.index] = child;
  return child;
}

function exceeded(): StateError {
  return new StateError('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
}
