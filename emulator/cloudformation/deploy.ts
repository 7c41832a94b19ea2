import type { AwsPlace } from '../cloud.ts';
import type { Image } from '../services/ecs/state.ts';
import { readArtifact } from './artifacts.ts';
import { createCustom, isCustom } from './custom-resource.ts';
import { generatedName } from './generated-name.ts';
import { asText, evaluate } from './intrinsics.ts';
import { plan } from './plan.ts';
import { readProperties } from './properties.ts';
import { resolved } from './resolve-dynamic.ts';
import { type CreatedResource, type Deployment, ResourceError, type ResourceType } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import { type Settled, settle } from './settle.ts';
import type { StackResponses } from './stack-responses.ts';
import { storedParameters } from './stored-parameters.ts';
import { alreadyExists, isTakenIn, takenNames } from './taken-names.ts';
import { outlineProblems, shapeProblems, type Template } from './template.ts';
import { transformProblems } from './transforms.ts';

export interface DeploymentOptions {
  template: Template;
  /** The folder of the zips that the functions' Code.S3Key name. */
  artifacts: string;
  stackName: string;
  parameters?: Record<string, string>;
  /** How this machine runs the container images that tasks name. */
  images?: Record<string, Image>;
}

export interface Stack {
  resources: Record<string, { type: string; physicalId: string; arn?: string }>;
  outputs: Record<string, string>;
}

/** Everything that keeps a template from being deployed. */
export class DeploymentError extends Error {
  readonly problems: string[];

  constructor(stackName: string, problems: string[]) {
    super(`stack ${stackName} cannot be deployed:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'DeploymentError';
    this.problems = problems;
  }
}

/**
 * Creates what a packaged template declares. Everything that the emulator does not support is found before anything is created.
 *
 * @throws DeploymentError with every problem found
 */
export async function deploy(place: AwsPlace, options: DeploymentOptions, responses: StackResponses): Promise<Stack> {
  const { template, stackName } = options;
  const unexpanded = transformProblems(template ?? {});
  if (unexpanded.length > 0) throw new DeploymentError(stackName, unexpanded);
  const shapeless = shapeProblems(template);
  if (shapeless.length > 0) throw new DeploymentError(stackName, shapeless);
  const problems = outlineProblems(template);
  const stored = await storedParameters(place, template, options.parameters ?? {});
  const settled = settle(place, options, stored, problems);
  const order = plan(settled, problems);
  problems.push(...takenNames(place, settled));
  if (problems.length > 0) throw new DeploymentError(stackName, problems);
  for (const [name, image] of Object.entries(options.images ?? {})) place.ecs.images.set(name, image);
  return create(place, options, settled, order, responses);
}

async function create(
  place: AwsPlace,
  options: DeploymentOptions,
  settled: Settled,
  order: string[],
  responses: StackResponses,
): Promise<Stack> {
  const { stackName } = options;
  const resources: Stack['resources'] = {};
  const createNamed = async (logicalId: string) => {
    const { type, properties } = settled.resources.get(logicalId)!;
    const deployment: Deployment = {
      place,
      stackName,
      logicalId,
      generatedName: (maximumLength) => generatedName(place.random, stackName, logicalId, maximumLength),
      artifact: (s3Key) => readArtifact(options.artifacts, s3Key),
    };
    const evaluated = () => resolved(evaluate(properties, settled.scope), place);
    const created = isCustom(type)
      ? await named(deployment, type, () =>
          evaluated().then((ready) => createCustom(type, ready as Record<string, unknown>, deployment, responses)),
        )
      : await createOne(resourceTypes.get(type)!, evaluated, deployment);
    settled.created.set(logicalId, created);
    resources[logicalId] = { type, physicalId: created.physicalId, arn: created.arn };
  };
  for (let left = order; left.length > 0; ) {
    const custom = left.findIndex((logicalId) => isCustom(settled.resources.get(logicalId)!.type));
    const [before, rest] = custom < 0 ? [left, []] : [left.slice(0, custom), left.slice(custom)];
    await place.clock.during(async () => {
      for (const logicalId of before) await createNamed(logicalId);
    });
    // what a function makes takes its time
    if (rest[0]) await createNamed(rest[0]);
    left = rest.slice(1);
  }
  return {
    resources,
    outputs: Object.fromEntries(settled.outputs.map(([name, value]) => [name, outputText(name, value, settled, stackName)])),
  };
}

function outputText(name: string, value: unknown, { scope }: Settled, stackName: string): string {
  try {
    return asText(evaluate(value, scope));
  } catch (error) {
    throw new DeploymentError(stackName, [`output ${name}: ${(error as Error).message}`]);
  }
}

/** Creates one resource; what stops it is told as CloudFormation would, with the resource's name. */
async function createOne(resourceType: ResourceType, evaluated: () => Promise<unknown>, deployment: Deployment): Promise<CreatedResource> {
  const problems: string[] = [];
  try {
    const properties = readProperties(resourceType.properties, await evaluated(), problems);
    if (problems.length === 0) {
      checkTaken(resourceType, properties, deployment.place);
      const created = await resourceType.create(properties, deployment);
      if (created.arn && properties.Tags) deployment.place.iam.templateTags.set(created.arn, tagMap(properties.Tags));
      return created;
    }
  } catch (error) {
    problems.push((error as Error).message);
  }
  const named = problems.map((problem) => `${deployment.logicalId} (${resourceType.type}): ${problem}`);
  throw new DeploymentError(deployment.stackName, named);
}

/** @throws ResourceError */
function checkTaken(resourceType: ResourceType, properties: Record<string, unknown>, place: AwsPlace): void {
  const { type, taken } = resourceType;
  const name = taken && (properties[taken.by] as string | undefined);
  if (name !== undefined && isTakenIn(place, resourceType, name)) throw new ResourceError(alreadyExists(type, name));
}

/** What stops a custom resource is told as that of any other. */
async function named({ logicalId, stackName }: Deployment, type: string, make: () => Promise<CreatedResource>): Promise<CreatedResource> {
  try {
    return await make();
  } catch (error) {
    throw new DeploymentError(stackName, [`${logicalId} (${type}): ${(error as Error).message}`]);
  }
}

/** Most types take a list, some a map. */
function tagMap(tags: unknown): Map<string, string> {
  if (!Array.isArray(tags)) return new Map(Object.entries(tags as Record<string, string>));
  return new Map(tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]));
}
