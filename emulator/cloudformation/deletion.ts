import { AwsError } from '../kernel/aws-error.ts';
import type { StackResource } from '../services/cloudformation/stack.ts';
import { creationOrder } from './creation-order.ts';
import { askCustom, isCustom } from './custom-resource.ts';
import { dependencies } from './plan.ts';
import { readProperties } from './properties.ts';
import { resourceTypes } from './resource-types.ts';
import type { Settled } from './settle.ts';
import { deploymentOf, propertiesOf, type StackRun } from './stack-run.ts';

type Properties = Record<string, unknown>;

/** What a resource's template says of it in the end. */
type Retained = (logicalId: string) => boolean;

/**
 * Deletes what a stack holds, each resource before what it depends on; where one stays, so does what it needs.
 *
 * @param settled the stack's template, evaluated for what stands
 * @returns the logical ids of those that could not be deleted
 */
export async function deleteResources(run: StackRun, settled: Settled, isRetained: Retained): Promise<string[]> {
  const { stack } = run;
  const needs = dependencies(settled);
  const failed: string[] = [];
  const needed = new Set<string>();
  for (const name of creationOrder(needs, []).toReversed()) {
    const resource = stack.resources.get(name);
    if (!resource) continue;
    const { logicalId, physicalId, status } = resource;
    const gone = physicalId === '' || status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';
    if (gone) continue;
    const keepsNeeds = () => {
      for (const name of needs.get(logicalId) ?? []) needed.add(name);
    };
    if (needed.has(logicalId)) keepsNeeds();
    else if (isRetained(logicalId)) stack.resourceBecomes(resource, 'DELETE_SKIPPED');
    else if (!(await deleteResource(run, resource, propertiesOf(settled, logicalId)))) {
      failed.push(logicalId);
      keepsNeeds();
    }
  }
  return failed;
}

/** Something that is in the way once a change is done, or taken back. */
export interface Leftover {
  resource: StackResource;
  properties: Properties;
}

/** Deletes what is in the way, the last first. What cannot be deleted stays, and says so. */
export async function deleteLeftovers(run: StackRun, leftovers: Leftover[], isRetained: Retained): Promise<void> {
  for (const { resource, properties } of leftovers.toReversed()) {
    if (isRetained(resource.logicalId)) run.stack.resourceBecomes(resource, 'DELETE_SKIPPED');
    else await deleteResource(run, resource, properties);
  }
}

/** Whether it is gone. */
async function deleteResource(run: StackRun, resource: StackResource, properties: Properties): Promise<boolean> {
  const { stack } = run;
  stack.resourceBecomes(resource, 'DELETE_IN_PROGRESS');
  await run.pace(resource.logicalId, 'delete');
  try {
    await remove(run, resource, properties);
    delete resource.given;
    stack.resourceBecomes(resource, 'DELETE_COMPLETE');
    return true;
  } catch (error) {
    stack.resourceBecomes(resource, 'DELETE_FAILED', (error as Error).message);
    return false;
  }
}

async function remove(run: StackRun, resource: StackResource, evaluated: Properties): Promise<void> {
  const { logicalId, type, physicalId, arn, given = evaluated } = resource;
  const { place } = run;
  if (isCustom(type)) {
    await askCustom(type, { RequestType: 'Delete', properties: given, physicalId }, deploymentOf(run, logicalId), run.responses);
    return;
  }
  const resourceType = resourceTypes.get(type)!;
  const properties = readProperties(resourceType.properties, given, []);
  const deleting = place.clock.during(async () => resourceType.delete({ physicalId, arn, properties }, place));
  await deleting.catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
  if (arn) place.iam.templateTags.delete(arn);
}

/** Whether a service says that there is nothing to delete, as where somebody else has deleted it. */
function isGone(error: unknown): boolean {
  return error instanceof AwsError && /NotFound|NoSuch|DoesNotExist|NonExistent|^InvalidDocument$/.test(error.code);
}
