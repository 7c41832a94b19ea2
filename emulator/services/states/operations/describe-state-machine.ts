import type { Operation } from '../../../service/service.ts';
import { onMachine } from '../resources.ts';
import type { StatesPlace } from '../state.ts';
import { variableReferences } from '../variable-references.ts';

export const describeStateMachine: Operation<{ stateMachineArn: string; includedData?: string }, StatesPlace> = {
  resources: onMachine,
  run(input, { place }) {
    const machine = place.states.machine(input.stateMachineArn);
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      status: machine.status,
      ...(input.includedData === 'METADATA_ONLY'
        ? { definition: '{}' }
        : { definition: machine.text, variableReferences: variableReferences(machine.definition) }),
      roleArn: machine.roleArn,
      type: 'STANDARD',
      creationDate: machine.creationDate,
      loggingConfiguration: machine.loggingConfiguration,
      tracingConfiguration: machine.tracingConfiguration,
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    };
  },
};
