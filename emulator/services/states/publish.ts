import { AwsError } from '../../kernel/aws-error.ts';
import type { StateMachine, Version } from './machine.ts';

/** Of one machine (API reference, "PublishStateMachineVersion"). */
const mostVersions = 1000;

/**
 * Publishes a revision, or finds the version of it that there is.
 *
 * @throws AwsError ServiceQuotaExceededException
 */
export function publish(machine: StateMachine, creationDate: Date, description?: string): Version {
  const { arn, published, revisionId } = machine;
  const { versions } = published;
  const fits = (one: Version) => one.machine.revisionId === revisionId && (description === undefined || one.description === description);
  const existing = versions.findLast(fits);
  if (existing) return existing;
  if (versions.length >= mostVersions) {
    throw new AwsError('ServiceQuotaExceededException', `The state machine ${arn} already has ${mostVersions} versions`);
  }
  const number = ++published.lastNumber;
  const version = { arn: `${arn}:${number}`, number, machine, description, creationDate };
  versions.push(version);
  return version;
}

/** @throws AwsError ValidationException */
export function checkVersionDescription({ publish = false, versionDescription }: { publish?: boolean; versionDescription?: string }): void {
  if (publish || versionDescription === undefined) return;
  throw new AwsError('ValidationException', 'Version description can only be set when publish is true');
}
