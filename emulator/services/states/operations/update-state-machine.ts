import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkEncryption } from '../encryption.ts';
import { checkUnlabelled } from '../names.ts';
import type { NewMachine } from '../new-machine.ts';
import { checkVersionDescription, publish } from '../publish.ts';
import { onMachine } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

interface Input extends Partial<Omit<NewMachine, 'name' | 'type'>> {
  stateMachineArn: string;
  publish?: boolean;
  versionDescription?: string;
  encryptionConfiguration?: { type: string };
}

/** What is not given stays as it is. @throws AwsError MissingRequiredParameter, and those of changing a machine and of publishing it */
export const updateStateMachine: Operation<Input, StatesPlace> = {
  resources: onMachine,
  passes: ({ roleArn }) => ({ roleArns: roleArn === undefined ? [] : [roleArn], to: 'states.amazonaws.com' }),
  run(input, { place }) {
    const { states, clock } = place;
    const { stateMachineArn, definition, roleArn, loggingConfiguration, tracingConfiguration } = input;
    checkUnlabelled(stateMachineArn);
    const existing = states.standing(stateMachineArn);
    if (
      [definition, roleArn, loggingConfiguration, tracingConfiguration, input.encryptionConfiguration].every((one) => one === undefined)
    ) {
      const which = 'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified';
      throw new AwsError('MissingRequiredParameter', which);
    }
    checkVersionDescription(input);
    checkEncryption(input.encryptionConfiguration);
    const revision = states.changeStateMachine({
      name: existing.name,
      type: existing.type,
      definition: definition ?? existing.text,
      roleArn: roleArn ?? existing.roleArn,
      loggingConfiguration: loggingConfiguration ?? existing.loggingConfiguration,
      tracingConfiguration: tracingConfiguration ?? existing.tracingConfiguration,
    });
    const version = input.publish ? publish(revision, clock.date(), input.versionDescription) : undefined;
    return { updateDate: clock.date(), revisionId: revision.revisionId, stateMachineVersionArn: version?.arn };
  },
};
