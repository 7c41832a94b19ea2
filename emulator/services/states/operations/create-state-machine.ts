import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { NewMachine } from '../new-machine.ts';

interface Input extends NewMachine {
  publish?: boolean;
  encryptionConfiguration?: { type: string };
}

/** Versions and customer-managed keys are not emulated, and refused. */
export const createStateMachine: Operation<Input> = (input, { world }) => {
  if (input.publish) throw new AwsError('ValidationException', 'Versions of state machines are not emulated: publish must be false');
  const encryption = input.encryptionConfiguration?.type ?? 'AWS_OWNED_KEY';
  if (encryption !== 'AWS_OWNED_KEY') {
    throw new AwsError('InvalidEncryptionConfiguration', `The encryption type ${encryption} is not emulated`);
  }
  const stateMachineArn = world.states.createStateMachine(input);
  return { stateMachineArn, creationDate: world.states.machine(stateMachineArn).creationDate };
};
