import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import type { Rule } from './rule.ts';

/** An event bus and its rules. What its policy says, IAM keeps. */
export interface EventBus {
  readonly name: string;
  readonly arn: string;
  description: string | undefined;
  readonly createdAt: Date;
  changedAt: Date;
  readonly rules: Map<string, Rule>;
}

/** The name of a bus in a name or an ARN. */
export function busNameIn(nameOrArn = 'default'): string {
  return nameOrArn.replace(/^arn:[^/]*:event-bus\//, '');
}

export function busArn(place: Place, nameOrArn = 'default'): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : place.arn('events', `event-bus/${nameOrArn}`);
}

/** Rules of the default bus stand in no bus's name. */
export function ruleArn(place: Place, bus: string | undefined, name: string): string {
  const busName = busNameIn(bus);
  return place.arn('events', busName === 'default' ? `rule/${name}` : `rule/${busName}/${name}`);
}

export function noBus(nameOrArn: string | undefined): AwsError {
  return new AwsError('ResourceNotFoundException', `Event bus ${busNameIn(nameOrArn)} does not exist.`);
}
