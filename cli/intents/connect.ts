import { type Intent, intentCommand, type Request } from './intent.ts';

export const connect: Intent = {
  name: 'connect',
  command: (run) =>
    intentCommand('connect', [['npx hsm connect production', 'connect the key store again, after whatever disconnected it']])
      .description('connect the key store of an environment, and prove its keys')
      .argument('<environment>', 'name of an environment on record')
      .action((environment, options) => run(connect, () => request(environment), options)),
  done: ({ environment, keyStore }) =>
    keyStore ? `the key store of ${environment} is connected and its keys are proven` : `${environment} has no key store`,
};

function request(environment: string): Request {
  return {
    environment,
    input: JSON.stringify({ environment }),
    warnings: [],
    plan: (region) => `${environment} in ${region}: connect its key store; kmsuser gets a new password where the store is disconnected`,
  };
}
