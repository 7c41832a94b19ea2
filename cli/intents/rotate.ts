import { type Intent, intentCommand, type Request, requestOf } from './intent.ts';

export const rotate: Intent = {
  name: 'rotate',
  command: (run) =>
    intentCommand('rotate', [
      ['npx hsm rotate production', 'new passwords for the administrator and the crypto users'],
      ['npx hsm rotate production --user reports', 'for one user'],
      ['npx hsm rotate production --user kmsuser', 'for the user of KMS: its key store is disconnected meanwhile'],
    ])
      .description('give the users of an environment new passwords, in their secrets and on every HSM')
      .argument('<environment>', 'name of an environment on record')
      .option('--user <user>', 'only this user; kmsuser is never meant otherwise')
      .action((environment, { user, ...options }) => run(rotate, () => request(environment, user), options)),
  done: ({ environment }) => `the users of ${environment} have new passwords, in their secrets and on every HSM`,
};

function request(environment: string, user: string | undefined): Request {
  const whose = user || 'the administrator and every crypto user';
  const meanwhile =
    user === 'kmsuser'
      ? '; no key of the key store can be used meanwhile, for half an hour'
      : '; whoever logs in has to read the secret again';
  return requestOf(environment, `a new password for ${whose}${meanwhile}`, { user });
}
