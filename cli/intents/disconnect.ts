import { type Intent, intentCommand, requestOf } from './intent.ts';

export const disconnect: Intent = {
  name: 'disconnect',
  command: (run) =>
    intentCommand('disconnect', [
      ['npx hsm disconnect production', 'no key of its key store can be used from then on'],
      ['npx hsm connect production', 'and can again'],
    ])
      .description('disconnect the key store of an environment: the kill switch of all its keys')
      .argument('<environment>', 'name of an environment on record')
      .action((environment, options) => run(disconnect, () => requestOf(environment, effect), options)),
  done: ({ environment, keyStore }) =>
    keyStore ? `the key store of ${environment} is disconnected: no key of it can be used` : `${environment} has no key store`,
};

const effect =
  'disconnect its key store. Whatever encrypts, decrypts or signs with a key of it fails until it is connected again, which takes KMS up to 20 minutes; nothing is lost';
