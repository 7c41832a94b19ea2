import { type Intent, intentCommand, requestOf } from './intent.ts';

export const connect: Intent = {
  name: 'connect',
  command: (run) =>
    intentCommand('connect', [['npx hsm connect production', 'connect the key store again, after whatever disconnected it']])
      .description('connect the key store of an environment, and prove its keys')
      .argument('<environment>', 'name of an environment on record')
      .action((environment, options) => run(connect, () => requestOf(environment, steps), options)),
  done: ({ environment, keyStore }) =>
    keyStore ? `the key store of ${environment} is connected and its keys are proven` : `${environment} has no key store`,
};

const steps = 'connect its key store; kmsuser gets a new password where the store is disconnected';
