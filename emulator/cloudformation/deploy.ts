import type { AwsPlace } from '../cloud.ts';
import type { Stack as StackRecord } from '../services/cloudformation/stack.ts';
import type { StackSettings } from '../services/cloudformation/stack-settings.ts';
import { isUpdatable } from '../services/cloudformation/updatable.ts';
import type { Image } from '../services/ecs/state.ts';
import { readArtifact } from './artifacts.ts';
import type { Engine, Manner } from './engine.ts';
import type { StackFailure } from './stack-run.ts';
import { takenNames } from './taken-names.ts';
import { shapeProblems, type Template } from './template.ts';
import { templatePlan } from './template-plan.ts';
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
 * Makes a stack of a packaged template, or brings the one of its name up to date, at once. Everything that the emulator does not support
 * is found before anything is created; what fails then is rolled back.
 *
 * @throws DeploymentError with every problem found
 */
export async function deploy(place: AwsPlace, options: DeploymentOptions): Promise<Stack> {
  const { template, stackName, parameters = {} } = options;
  const { cloudformation } = place;
  const unexpanded = transformProblems(template ?? {});
  if (unexpanded.length > 0) throw new DeploymentError(stackName, unexpanded);
  const shapeless = shapeProblems(template);
  if (shapeless.length > 0) throw new DeploymentError(stackName, shapeless);
  const manner: Manner = { artifact: ({ S3Key }) => readArtifact(options.artifacts, S3Key), atOnce: true };
  const engine = cloudformation.engine as Engine;
  const standing = await usable(place, engine, stackName, manner);
  const problems: string[] = [];
  const named = standing ?? { id: cloudformation.nextId(stackName), name: stackName };
  const text = () => JSON.stringify(template, null, 2);
  const plan = await templatePlan(place, named, { template, text, given: parameters }, problems);
  if (!standing) problems.push(...takenNames(place, plan.settled));
  if (problems.length > 0) throw new DeploymentError(stackName, problems);
  for (const [name, image] of Object.entries(options.images ?? {})) place.ecs.images.set(name, image);
  const settings: StackSettings = { tags: [], onFailure: 'ROLLBACK' };
  const stack = standing ?? cloudformation.begin(stackName, settings);
  stack.initiate(standing ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS');
  const failure = standing ? await engine.update(stack, plan, settings, manner) : await engine.create(stack, plan, manner);
  if (failure) throw new DeploymentError(stackName, [...told(failure), ...(standing ? [] : left(stack))]);
  return outcome(stack);
}

/** The stack of a name, where it can be changed. One that never came up is deleted first. @throws DeploymentError */
async function usable({ cloudformation }: AwsPlace, engine: Engine, name: string, manner: Manner): Promise<StackRecord | undefined> {
  const standing = cloudformation.find(name);
  if (!standing || isUpdatable(standing)) return standing;
  if (standing.status === 'ROLLBACK_COMPLETE') {
    await engine.delete(standing, [], manner);
    return undefined;
  }
  throw new DeploymentError(name, [`Stack [${name}] is in ${standing.status} state and can not be updated.`]);
}

function told(failure: StackFailure): string[] {
  return [failure, ...failure.others].flatMap(({ resource, problems }) =>
    resource ? problems.map((problem) => `${resource.logicalId} (${resource.type}): ${problem}`) : problems,
  );
}

/** What a roll-back did not take away. */
function left({ resources }: StackRecord): string[] {
  return [...resources.values()]
    .filter(({ physicalId, status }) => physicalId !== '' && status !== 'DELETE_COMPLETE')
    .map(({ logicalId, type, physicalId, status, reason }) => `${logicalId} (${type}): ${physicalId} stays (${reason ?? status})`);
}

function outcome({ resources, outputs }: StackRecord): Stack {
  return {
    resources: Object.fromEntries(
      [...resources.values()].map(({ logicalId, type, physicalId, arn }) => [logicalId, { type, physicalId, arn }]),
    ),
    outputs: Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}
