import * as z from 'zod/mini';
import { LifecycleError } from '../errors/lifecycle-error.ts';

/**
 * What CloudFormation asks of a custom resource, and where the answer goes.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html
 */
export const StackRequest = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.string(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.optional(z.string()),
  ResourceProperties: z.looseObject({
    /** The environment file: a text, since CloudFormation makes texts of numbers. */
    File: z.optional(z.string()),
    /** Whether the environment goes with the resource. */
    DeleteEnvironment: z.optional(z.string()),
    DeleteBackups: z.optional(z.string()),
  }),
});

export type StackRequest = z.output<typeof StackRequest>;

/** What comes of a request: an intent with its input, or nothing. */
export type StackWork =
  | { action: 'provision'; environment: string; input: unknown }
  | { action: 'teardown'; environment: string; input: { environment: string; deleteBackups?: true } }
  | { action: 'leave'; environment: string };

/** The physical id of a resource that never had an environment. */
export const noEnvironment = 'none';

/**
 * What a request asks for. A resource that goes leaves its environment, unless it was told otherwise: HSMs hold keys. Where nobody has
 * told CloudFormation what a resource is called, it makes an id up: that is of no environment.
 *
 * @throws LifecycleError InvalidEnvironment where the file is none
 */
export function workOf({ RequestType, PhysicalResourceId = noEnvironment, ResourceProperties }: StackRequest): StackWork {
  const { File, DeleteEnvironment, DeleteBackups } = ResourceProperties;
  if (RequestType === 'Delete') {
    const environment = PhysicalResourceId;
    if (DeleteEnvironment !== 'true' || nameIn(File) !== environment) return { action: 'leave', environment };
    return { action: 'teardown', environment, input: { environment, ...(DeleteBackups === 'true' && { deleteBackups: true }) } };
  }
  const input = fileIn(File);
  return { action: 'provision', environment: input.name, input };
}

/** Undefined where the file is none. */
function nameIn(text: string | undefined): string | undefined {
  try {
    return fileIn(text).name;
  } catch {
    return undefined;
  }
}

function fileIn(text = ''): { name: string } {
  const refused = (problem: string) =>
    new LifecycleError('InvalidEnvironment', {
      doing: 'reading the property File',
      to: 'the custom resource',
      problem,
      remedy: 'give the whole environment file as a JSON text: `Fn::ToJsonString` of it, or what the file holds; nothing was created',
    });
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw refused(`it is no JSON (${(error as Error).message})`);
  }
  const { name } = (file ?? {}) as { name?: unknown };
  if (typeof name !== 'string') throw refused('it names no environment');
  return file as { name: string };
}
