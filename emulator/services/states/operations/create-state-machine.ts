import type { Operation } from '../../../service/service.ts';
import { checkEncryption } from '../encryption.ts';
import type { NewMachine } from '../new-machine.ts';
import { checkVersionDescription, publish } from '../publish.ts';
import type { StatesPlace } from '../state.ts';
import { addTags, type Tag } from './tags.ts';

interface Input extends NewMachine {
  publish?: boolean;
  versionDescription?: string;
  encryptionConfiguration?: { type: string };
  tags?: Tag[];
}

export const createStateMachine: Operation<Input, StatesPlace> = {
  resources: ({ name }, place) => [place.arn('states', `stateMachine:${name}`)],
  passes: ({ roleArn }) => ({ roleArns: [roleArn], to: 'states.amazonaws.com' }),
  run(input, { place }) {
    checkVersionDescription(input);
    checkEncryption(input.encryptionConfiguration);
    const isThere = place.states.machines.has(place.arn('states', `stateMachine:${input.name}`));
    const stateMachineArn = place.states.createStateMachine(input);
    // as AWS says, those of one that is there already do not count
    if (!isThere) addTags(place, stateMachineArn, input.tags ?? []);
    const machine = place.states.machine(stateMachineArn);
    const version = input.publish ? publish(machine, place.clock.date(), input.versionDescription) : undefined;
    return { stateMachineArn, creationDate: machine.creationDate, stateMachineVersionArn: version?.arn };
  },
};
