import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { initialRevision } from '../machine.ts';
import { checkArn } from '../names.ts';
import { page } from '../page.ts';
import { publish } from '../publish.ts';
import { partsOf } from '../qualified-arn.ts';
import { onMachine } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

/** @throws AwsError InvalidArn, StateMachineDoesNotExist, StateMachineDeleting, ConflictException, ServiceQuotaExceededException */
export const publishStateMachineVersion: Operation<{ stateMachineArn: string; revisionId?: string; description?: string }, StatesPlace> = {
  resources: onMachine,
  run({ stateMachineArn, revisionId, description }, { place }) {
    const machine = place.states.standing(stateMachineArn);
    const current = machine.revisionId ?? initialRevision;
    if (revisionId !== undefined && revisionId !== current) {
      const why = `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`;
      throw new AwsError('ConflictException', why);
    }
    const version = publish(machine, place.clock.date(), description);
    return { creationDate: version.creationDate, stateMachineVersionArn: version.arn };
  },
};

interface ListInput {
  stateMachineArn: string;
  maxResults?: number;
  nextToken?: string;
}

/** The newest first. @throws AwsError InvalidArn, InvalidToken */
export const listStateMachineVersions: Operation<ListInput, StatesPlace> = {
  resources: onMachine,
  run(input, { place }) {
    checkArn(input.stateMachineArn, 'stateMachine');
    const { versions = [] } = place.states.machines.get(input.stateMachineArn)?.published ?? {};
    const { items, ...more } = page(versions.toReversed(), 'ListStateMachineVersions', input);
    return { stateMachineVersions: items.map(({ arn, creationDate }) => ({ stateMachineVersionArn: arn, creationDate })), ...more };
  },
};

/** Its executions go on. Deleting what is not there succeeds. @throws AwsError InvalidArn, ConflictException */
export const deleteStateMachineVersion: Operation<{ stateMachineVersionArn: string }, StatesPlace> = {
  resources: ({ stateMachineVersionArn }) => [partsOf(stateMachineVersionArn).machineArn],
  run({ stateMachineVersionArn: arn }, { place }) {
    checkArn(arn, 'version');
    const published = place.states.machines.get(partsOf(arn).machineArn)?.published;
    const { aliases = [], versions = [] } = published ?? {};
    const naming = aliases.filter(({ routes }) => routes.some((route) => route.stateMachineVersionArn === arn)).map(({ name }) => name);
    if (naming.length > 0) {
      const which = `Current list of aliases referencing this version: [${naming.join(', ')}]`;
      throw new AwsError('ConflictException', `Version to be deleted must not be referenced by an alias. ${which}`);
    }
    if (published) published.versions = versions.filter((version) => version.arn !== arn);
    return {};
  },
};
