import { AwsError } from '../../../kernel/aws-error.ts';
import type { Branch } from '../branch.ts';
import type { MapState, ParallelState, TaskState } from '../definition.ts';
import { parseResource } from '../integrations/resource.ts';
import { batches } from '../interpreter/item-batches.ts';
import { itemsOf, readingOf } from '../interpreter/item-reader.ts';
import { languageOf } from '../interpreter/language-of.ts';
import { inputOf } from '../interpreter/map-children.ts';
import { itemsOrMembersOf, toleranceOf } from '../interpreter/map-fields.ts';
import type { Step } from '../interpreter/step.ts';
import { taskCall } from '../interpreter/task-call.ts';
import type { DataFlow } from '../jsonpath/fields.ts';
import type { MapItem } from '../map-run.ts';
import { StateError } from '../state-error.ts';
import type { Inspection } from './inspection.ts';
import type { Mock } from './mock.ts';

/** What a request says of the state beside its mock. */
export interface StateConfiguration {
  retrierRetryCount?: number;
  errorCausedByState?: string;
  mapIterationFailureCount?: number;
  mapItemReaderData?: string;
}

/**
 * A state whose work comes to what a mock says: what it makes of its input and of the result is its own.
 *
 * @throws StateError the mock's, or one of its own; AwsError ValidationException
 */
export async function mockedStep(
  branch: Branch,
  state: TaskState | ParallelState | MapState,
  mock: Mock,
  inspection: Inspection,
  configuration: StateConfiguration,
): Promise<Step> {
  const exceeded = state.Type === 'Map' && (await prepareMap(branch, state, inspection, configuration));
  if (state.Type !== 'Map') {
    const given = await languageOf(branch).given(branch, state, state.Type === 'Task' ? tokenOf(branch, state) : undefined);
    if (state.Type === 'Task' && state.Arguments !== undefined) inspection.afterArguments = given;
  }
  if ('error' in mock) throw new StateError(mock.error, mock.cause);
  const { result } = mock;
  if (state.Type === 'Task') inspection.result = result;
  if (exceeded) {
    throw new StateError('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
  }
  return languageOf(branch).finish(branch, state, result);
}

function tokenOf(branch: Branch, { Resource }: TaskState): string | undefined {
  const resource = parseResource(Resource);
  const waits = resource?.kind === 'service' && resource.pattern !== '';
  const { place, purpose } = taskCall(branch);
  return waits ? place.states.tokens.draw(...purpose) : undefined;
}

/** @returns whether more of its iterations failed than may */
async function prepareMap(branch: Branch, state: MapState, inspection: Inspection, configuration: StateConfiguration): Promise<boolean> {
  const items = await itemsFor(branch, state, inspection, configuration);
  const { concurrency, tolerance } = await languageOf(branch).mapNumbers(branch, state);
  const given = tolerance();
  inspection.maxConcurrency = concurrency ?? 0;
  inspection.toleratedFailureCount = given.failures;
  inspection.toleratedFailurePercentage = given.percentage;
  const inputs: unknown[] = [];
  for (const item of items) inputs.push(await inputOf(branch, state, item));
  // JSONPath still takes Parameters in its place
  if ((state.ItemSelector ?? (state as DataFlow).Parameters) !== undefined) inspection.afterItemSelector = inputs;
  if (state.ItemBatcher) inspection.afterItemBatcher = (await batches(branch, state.ItemBatcher, inputs)).map(({ input }) => input);
  const { mapIterationFailureCount: failed = 0 } = configuration;
  if (failed > items.length) {
    throw new AwsError('ValidationException', 'Map iteration failure count must be less than or equal to the number of Map iterations');
  }
  const tolerated = toleranceOf(given).tolerated(items.length);
  return tolerated !== undefined && failed > tolerated;
}

async function itemsFor(
  branch: Branch,
  state: MapState,
  inspection: Inspection,
  { mapItemReaderData }: StateConfiguration,
): Promise<MapItem[]> {
  // the Developer Guide gives what a reader would find as the input, too
  const inInput = mapItemReaderData === undefined && (state as { ItemsPath?: string }).ItemsPath !== undefined;
  if (state.ItemReader && !inInput) {
    if (mapItemReaderData === undefined) return [];
    const reading = await readingOf(branch, state.ItemReader);
    if (reading.config.ItemsPointer !== undefined) {
      inspection.afterItemsPointer = itemsOf({ ...reading, most: undefined }, mapItemReaderData).map(({ value }) => value);
    }
    return itemsOf(reading, mapItemReaderData);
  }
  if (state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED') return itemsOrMembersOf(branch, state);
  const items = await languageOf(branch).items(branch, state);
  return items.map((value, index) => ({ index, value }));
}
