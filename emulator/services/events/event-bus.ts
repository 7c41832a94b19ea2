import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';

export function isDefaultBus(place: Place, nameOrArn: string | undefined): boolean {
  return nameOrArn === undefined || nameOrArn === 'default' || nameOrArn === place.arn('events', 'event-bus/default');
}

/** @throws AwsError ResourceNotFoundException: there is no bus but the default one */
export function checkBus(place: Place, nameOrArn: string | undefined): void {
  if (!isDefaultBus(place, nameOrArn)) throw new AwsError('ResourceNotFoundException', `Event bus ${nameOrArn} does not exist.`);
}
