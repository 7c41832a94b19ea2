import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { changeItem, type Item, readItem } from '../record/item.ts';
import type { StackRequest } from './request.ts';

/** A resource of a stack. */
type Resource = Pick<StackRequest, 'StackId' | 'LogicalResourceId'>;

/**
 * An environment is one stack's: two would each change it to their own file, and the first that goes would take it along. Within a stack
 * the resource that asked last has it, since CloudFormation makes one of a new logical id before it deletes the old one.
 *
 * @throws LifecycleError InvalidEnvironment where it is another stack's
 */
export async function requireOwn(environment: string, { StackId }: Resource): Promise<void> {
  const held = (await readItem(environment, 'stack'))?.stackId?.S;
  if (held !== undefined && held !== StackId) throw anothers(environment, held);
}

/**
 * Notes that the environment is this resource's from now on.
 *
 * @throws LifecycleError InvalidEnvironment where another stack was faster
 */
export async function hold(environment: string, { StackId, LogicalResourceId }: Resource): Promise<void> {
  await changeItem(environment, 'stack', ({ stackId, logicalId }) => {
    if (stackId?.S !== undefined && stackId.S !== StackId) throw anothers(environment, stackId.S);
    if (stackId?.S === StackId && logicalId?.S === LogicalResourceId) return undefined;
    return { set: { stackId: { S: StackId }, logicalId: { S: LogicalResourceId } } };
  });
}

/** Whether another resource has it: then this one takes nothing along when it goes. */
export async function isAnothers(environment: string, resource: Resource): Promise<boolean> {
  const item = await readItem(environment, 'stack');
  return item?.stackId !== undefined && !isOf(item, resource);
}

/** The resource goes, and its environment may become another's. */
export async function letGo(environment: string, resource: Resource): Promise<void> {
  await changeItem(environment, 'stack', (item) => (isOf(item, resource) ? { remove: ['stackId', 'logicalId'] } : undefined));
}

function isOf({ stackId, logicalId }: Item, { StackId, LogicalResourceId }: Resource): boolean {
  return stackId?.S === StackId && logicalId?.S === LogicalResourceId;
}

function anothers(environment: string, stackId: string): LifecycleError {
  const key = `environment={S=${environment}},item={S=stack}`;
  const removing = `aws dynamodb update-item --table-name ${setting('ENVIRONMENTS_TABLE')} --key ${key} --update-expression 'REMOVE stackId, logicalId'`;
  return new LifecycleError('InvalidEnvironment', {
    doing: 'reading the property File',
    to: `environment ${environment}`,
    problem: `it is a resource of another stack already: ${stackId}`,
    remedy: `name another environment in the file; or take the resource out of that stack, which leaves the environment where DeleteEnvironment is not "true"; where that stack is gone, or keeps its resources (DeletionPolicy: Retain), \`${removing}\`. Nothing was changed`,
  });
}
