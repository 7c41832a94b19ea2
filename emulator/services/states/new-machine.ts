import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../../service/place.ts';
import type { LoggingConfiguration, StateMachine } from './machine.ts';
import { checkedDefinition } from './validation/definition.ts';

/** What CreateStateMachine and a template say of a machine. */
export interface NewMachine {
  name: string;
  definition: string;
  roleArn: string;
  /** STANDARD without it. */
  type?: StateMachine['type'];
  loggingConfiguration?: LoggingConfiguration;
  tracingConfiguration?: unknown;
}

/** @throws AwsError InvalidDefinition */
export function newMachine(place: Place, wanted: NewMachine): StateMachine {
  const { type = 'STANDARD' } = wanted;
  return {
    arn: place.arn('states', `stateMachine:${wanted.name}`),
    name: wanted.name,
    type,
    roleArn: wanted.roleArn,
    text: wanted.definition,
    definition: checkedDefinition(wanted.definition, type),
    creationDate: place.clock.date(),
    updateDate: place.clock.date(),
    revisionId: undefined,
    status: 'ACTIVE',
    loggingConfiguration: { level: 'OFF', includeExecutionData: false, ...wanted.loggingConfiguration },
    tracingConfiguration: wanted.tracingConfiguration ?? { enabled: false },
    published: { versions: [], aliases: [], lastNumber: 0, changes: 0 },
  };
}

/** Whether changing `existing` to `wanted` changes nothing. */
export function unchanged(existing: StateMachine, wanted: StateMachine): boolean {
  return existing.roleArn === wanted.roleArn && same(existing, wanted);
}

/** Whether creating `wanted` where `existing` is changes nothing; the role does not count, as AWS says. */
export function same(existing: StateMachine, wanted: StateMachine): boolean {
  return (
    existing.text === wanted.text &&
    existing.type === wanted.type &&
    isDeepStrictEqual(existing.loggingConfiguration, wanted.loggingConfiguration) &&
    isDeepStrictEqual(existing.tracingConfiguration, wanted.tracingConfiguration)
  );
}
