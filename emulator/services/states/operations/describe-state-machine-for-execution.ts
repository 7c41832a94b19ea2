import type { Operation } from '../../../service/service.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';
import { variableReferences } from '../variable-references.ts';

/** The machine as it was when the execution started. */
export const describeStateMachineForExecution: Operation<{ executionArn: string }, StatesPlace> = {
  resources: onExecution,
  run({ executionArn }, { place }) {
    const { machine } = place.states.execution(executionArn);
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      definition: machine.text,
      variableReferences: variableReferences(machine.definition),
      roleArn: machine.roleArn,
      updateDate: machine.updateDate,
      revisionId: machine.revisionId,
      loggingConfiguration: machine.loggingConfiguration,
      tracingConfiguration: machine.tracingConfiguration,
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    };
  },
};
