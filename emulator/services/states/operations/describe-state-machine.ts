import type { Operation } from '../../../service/service.ts';
import { namesVersion, partsOf } from '../qualified-arn.ts';
import { onMachine } from '../resources.ts';
import type { StatesPlace } from '../state.ts';
import { variableReferences } from '../variable-references.ts';

export const describeStateMachine: Operation<{ stateMachineArn: string; includedData?: string }, StatesPlace> = {
  resources: onMachine,
  run(input, { place }) {
    const { machine, ...ofVersion } = described(place, input.stateMachineArn);
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      status: machine.status,
      ...(input.includedData === 'METADATA_ONLY'
        ? { definition: '{}' }
        : { definition: machine.text, variableReferences: variableReferences(machine.definition) }),
      roleArn: machine.roleArn,
      type: machine.type,
      creationDate: machine.creationDate,
      revisionId: machine.revisionId,
      loggingConfiguration: machine.loggingConfiguration,
      tracingConfiguration: machine.tracingConfiguration,
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      ...ofVersion,
    };
  },
};

/** A machine, or a version with what it has of its own. */
function described({ states }: StatesPlace, arn: string) {
  const { machineArn } = partsOf(arn);
  const version = namesVersion(arn) ? states.machines.get(machineArn)?.published.versions.find((one) => one.arn === arn) : undefined;
  if (!version) return { machine: states.machine(arn) };
  const { machine, creationDate, description } = version;
  return { machine, stateMachineArn: version.arn, creationDate, description };
}
