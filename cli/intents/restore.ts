import { wholeNumber } from '../options.ts';
import { type Intent, intentCommand, type Request } from './intent.ts';

interface Options {
  backup: string;
  as: string;
  hsms?: number | undefined;
}

export const restore: Intent = {
  name: 'restore',
  command: (run) =>
    intentCommand('restore', [
      ['npx hsm restore production --backup backup-abcdefghijk --as production-2', 'a second environment, from that backup'],
      ['npx hsm teardown production-2', 'and be rid of it'],
    ])
      .description('make an environment of its own from a backup, beside the one that it is of')
      .argument('<environment>', 'name of the environment on record whose backup it is')
      .requiredOption('--backup <id>', 'the backup, which is READY')
      .requiredOption('--as <name>', 'name of the new environment')
      .option('--hsms <number>', 'how many HSMs, 2 or more; 2 without', wholeNumber)
      .action((environment, { backup, as, hsms, ...options }) => run(restore, () => request(environment, { backup, as, hsms }), options)),
  done: ({ environment, cluster }) =>
    `${environment} stands, with a cluster, a security group and secrets of its own: clients have to be given ${cluster?.id}`,
};

function request(environment: string, options: Options): Request {
  const { backup, as, hsms = 2 } = options;
  return {
    environment: as,
    input: JSON.stringify({ environment, ...options }),
    warnings: [],
    plan: (region) =>
      `${as} in ${region}: a cluster of its own with ${hsms} HSMs from ${backup}, without a key store; its users have the passwords of the backup's date, in secrets of their own`,
  };
}
