import type { AwsPlace } from '../../cloud.ts';
import { apart } from '../../kernel/hold.ts';
import { changedTags, type Tag } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';

/** Asks EC2 as CloudFormation does. @throws AwsError */
export async function ask<Output = unknown>(place: AwsPlace, operation: string, input: object): Promise<Output> {
  return (await place.call('ec2', operation, input, deployer(place))) as Output;
}

/** What gives a resource its tags as it is created. */
export function specified(ResourceType: string, Tags: Tag[] = []): { TagSpecifications?: object[] } {
  return Tags.length > 0 ? { TagSpecifications: [{ ResourceType, Tags }] } : {};
}

/** Gives a resource the tags that its template says from now on. */
export async function retag(place: AwsPlace, id: string, before?: Tag[], after?: Tag[]): Promise<void> {
  const { set, gone } = changedTags(before, after);
  if (gone.length > 0) await ask(place, 'DeleteTags', { Resources: [id], Tags: gone.map((Key) => ({ Key })) });
  if (set.length > 0) await ask(place, 'CreateTags', { Resources: [id], Tags: set });
}

const secondsBetweenLooks = 5;

/** Lets time pass until something is as it should be: what comes after it in a stack needs that. */
export async function until(place: AwsPlace, label: string, reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await apart(() => place.clock.sleep(secondsBetweenLooks, label));
}
