import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { NewMachine } from '../new-machine.ts';
import type { StatesPlace } from '../state.ts';
import { addTags, type Tag } from './tags.ts';

interface Input extends NewMachine {
  publish?: boolean;
  versionDescription?: string;
  encryptionConfiguration?: { type: string };
  tags?: Tag[];
}

/** Versions and customer-managed keys are not emulated, and refused. */
export const createStateMachine: Operation<Input, StatesPlace> = {
  resources: ({ name }, place) => [place.arn('states', `stateMachine:${name}`)],
  passes: ({ roleArn }) => ({ roleArns: [roleArn], to: 'states.amazonaws.com' }),
  run(input, { place }) {
    if (input.publish) throw new AwsError('ValidationException', 'Versions of state machines are not emulated: publish must be false');
    if (input.versionDescription !== undefined)
      throw new AwsError('ValidationException', 'Version description can only be set when publish is true');
    const encryption = input.encryptionConfiguration?.type ?? 'AWS_OWNED_KEY';
    if (encryption !== 'AWS_OWNED_KEY') {
      throw new AwsError('InvalidEncryptionConfiguration', `The encryption type ${encryption} is not emulated`);
    }
    const isThere = place.states.machines.has(place.arn('states', `stateMachine:${input.name}`));
    const stateMachineArn = place.states.createStateMachine(input);
    // as AWS says, those of one that is there already do not count
    if (!isThere) addTags(place, stateMachineArn, input.tags ?? []);
    return { stateMachineArn, creationDate: place.states.machine(stateMachineArn).creationDate };
  },
};
