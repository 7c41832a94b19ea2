import { AwsError } from '../../kernel/aws-error.ts';
import type { World } from '../../world.ts';

export function isDefaultBus(world: World, nameOrArn: string | undefined): boolean {
  return nameOrArn === undefined || nameOrArn === 'default' || nameOrArn === world.arn('events', 'event-bus/default');
}

/** @throws AwsError ResourceNotFoundException: there is no bus but the default one */
export function checkBus(world: World, nameOrArn: string | undefined): void {
  if (!isDefaultBus(world, nameOrArn)) throw new AwsError('ResourceNotFoundException', `Event bus ${nameOrArn} does not exist.`);
}
