import type { AwsPlace } from '../cloud.ts';
import type { StackResource } from '../services/cloudformation/stack.ts';
import { tagList, withChangedTags } from './changed-tags.ts';
import { askCustom, CustomFailure, isCustom } from './custom-resource.ts';
import { evaluate } from './intrinsics.ts';
import { readProperties } from './properties.ts';
import { resolved } from './resolve-dynamic.ts';
import { type CreatedResource, ResourceError, type ResourceType } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import { asText } from './scope.ts';
import type { Settled } from './settle.ts';
import { deploymentOf, StackFailure, type StackRun } from './stack-run.ts';
import { withStackTags } from './stack-tags.ts';
import { alreadyExists, isTakenIn } from './taken-names.ts';
import type { TemplatePlan } from './template-plan.ts';

/**
 * Makes one resource of a template; what stops it is told as CloudFormation would.
 *
 * @throws StackFailure
 */
export async function makeResource(run: StackRun, { settled }: TemplatePlan, logicalId: string): Promise<void> {
  const { stack, place } = run;
  const { type } = settled.resources.get(logicalId)!;
  const resource: StackResource = { logicalId, type, physicalId: '', status: '', changedAt: place.clock.date() };
  stack.resources.set(logicalId, resource);
  stack.resourceBecomes(resource, 'CREATE_IN_PROGRESS');
  await run.pace(logicalId, 'create');
  const { physicalId, arn, attributes } = await creating(run, settled, resource);
  Object.assign(resource, { physicalId, arn, attributes });
  stack.resourceBecomes(resource, 'CREATE_IN_PROGRESS', 'Resource creation Initiated');
  stack.resourceBecomes(resource, 'CREATE_COMPLETE');
  settled.created.set(logicalId, resource);
}

/** @throws StackFailure */
async function creating(run: StackRun, settled: Settled, resource: StackResource): Promise<CreatedResource> {
  try {
    return await createdBy(run, settled, resource);
  } catch (error) {
    if (error instanceof CustomFailure) resource.physicalId = error.physicalId;
    const problems = error instanceof UnfitProperties ? error.problems : [(error as Error).message];
    run.stack.resourceBecomes(resource, 'CREATE_FAILED', problems.join('\n'));
    throw new StackFailure(problems, resource);
  }
}

/** Makes a resource, and tells nobody. Its properties may name what stands by now. What stands of one that fails is told of on the resource. */
export async function createdBy(run: StackRun, settled: Settled, resource: StackResource): Promise<CreatedResource> {
  const { place } = run;
  const { logicalId, type } = resource;
  const deployment = deploymentOf(run, logicalId);
  const { makings } = run.remembered;
  makings.set(logicalId, (makings.get(logicalId) ?? 0) + 1);
  const given = async () => {
    const properties = await resolved(evaluate(settled.resources.get(logicalId)!.properties, settled.scope), place);
    resource.given = properties as Record<string, unknown>;
    return resource.given;
  };
  // what a function makes takes its time
  if (isCustom(type)) {
    const properties = await given();
    return askCustom(type, { RequestType: 'Create', properties }, deployment, run.responses);
  }
  return place.clock.during(async () => {
    const resourceType = resourceTypes.get(type)!;
    const properties = readyProperties(resourceType, await given(), run.stack.settings.tags);
    checkTaken(resourceType, properties, place);
    const made = (begun: CreatedResource) => void Object.assign(resource, begun);
    const created = await resourceType.create(properties, { ...deployment, made });
    tell(place, created, properties);
    return created;
  });
}

/** Properties that a resource's type does not take. */
export class UnfitProperties extends ResourceError {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** @throws UnfitProperties */
export function readyProperties(
  resourceType: ResourceType,
  evaluated: unknown,
  stackTags: { Key: string; Value: string }[],
): Record<string, unknown> {
  const problems: string[] = [];
  const properties = readProperties(resourceType.properties, evaluated, problems);
  if (problems.length > 0) throw new UnfitProperties(problems);
  return withStackTags(resourceType, properties, stackTags);
}

/** IAM's conditions ask for the tags of what a template made, or has changed. */
export function tell({ iam }: AwsPlace, { arn }: CreatedResource, properties: Tagged, before: Tagged = {}): void {
  if (!arn || (properties.Tags ?? before.Tags) === undefined) return;
  const held = Object.fromEntries(iam.templateTags.get(arn) ?? []);
  iam.templateTags.set(arn, new Map(Object.entries(withChangedTags(held, tagList(before.Tags), tagList(properties.Tags)))));
}

interface Tagged {
  Tags?: Parameters<typeof tagList>[0];
}

/** @throws ResourceError */
function checkTaken(resourceType: ResourceType, properties: Record<string, unknown>, place: AwsPlace): void {
  const { type, taken } = resourceType;
  const name = taken && (properties[taken.by] as string | undefined);
  if (name !== undefined && isTakenIn(place, resourceType, name, properties)) throw new ResourceError(alreadyExists(type, name));
}

/**
 * The outputs of a template whose resources stand.
 *
 * @throws StackFailure
 */
export function takeOutputs({ place, stack }: StackRun, { template, settled }: TemplatePlan): void {
  const before = new Map(stack.outputs.map(({ ExportName, OutputValue }) => [ExportName, OutputValue]));
  const taken = new Map(place.cloudformation.exports().map(({ Name, ExportingStackId }) => [Name, ExportingStackId]));
  const outputs = settled.outputs.map(([name, value]) => {
    const { Description, Export } = template.Outputs![name]!;
    try {
      const OutputValue = asText(evaluate(value, settled.scope));
      const ExportName = Export === undefined ? undefined : asText(evaluate((Export as { Name: unknown }).Name, settled.scope));
      const owner = ExportName === undefined ? undefined : taken.get(ExportName);
      if (owner !== undefined && owner !== stack.id)
        throw new ResourceError(`Export with name ${ExportName} is already exported by stack ${owner.split('/')[1]}`);
      return { OutputKey: name, OutputValue, Description, ExportName };
    } catch (error) {
      throw new StackFailure([`output ${name}: ${(error as Error).message}`]);
    }
  });
  for (const [name, value] of before) {
    const users = name === undefined ? [] : place.cloudformation.importers(name);
    if (users.length === 0) continue;
    const now = outputs.find(({ ExportName }) => ExportName === name);
    const how = now ? 'updated' : 'deleted';
    if (now?.OutputValue !== value) throw new StackFailure([`Export ${name} cannot be ${how} as it is in use by ${inWords(users)}`]);
  }
  stack.outputs = outputs;
}

function inWords(names: string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join();
}
