import { wholeNumber } from '../options.ts';
import { type Intent, intentCommand, requestOf } from './intent.ts';

interface Options {
  scheduleKeyDeletion?: number | undefined;
  cancel?: boolean | undefined;
  deleteBackups?: boolean | undefined;
}

export const teardown: Intent = {
  name: 'teardown',
  command: (run) =>
    intentCommand('teardown', [
      ['npx hsm teardown testing', 'remove it; refused while its key store has keys'],
      ['npx hsm teardown testing --schedule-key-deletion 30', 'have KMS delete the keys in 30 days, and come back then'],
      ['npx hsm teardown testing --cancel', 'take the keys back'],
      ['npx hsm teardown testing --delete-backups', 'with its backups and secrets, which CloudHSM and AWS keep for seven days more'],
    ])
      .description('remove an environment: HSMs, key store and cluster; its backups and secrets stay')
      .argument('<environment>', 'name of an environment on record')
      .option('--schedule-key-deletion <days>', 'have its keys deleted, in 7 to 30 days', wholeNumber)
      .option('--cancel', 'take keys back that are on their way to deletion')
      .option('--delete-backups', 'and its backups with their copies, and its secrets; never of a file for production')
      .action((environment, { scheduleKeyDeletion, cancel, deleteBackups, ...options }) => {
        const asked = { scheduleKeyDeletion, cancel, deleteBackups };
        return run(teardown, () => requestOf(environment, planOf(asked), asked), options);
      }),
  done: ({ environment, outcome, backup, waiting, takenBack }) => {
    if (takenBack) return takenBackText(environment, takenBack);
    if (outcome === 'WAITING') {
      const billed = waiting?.cost ? `; meanwhile its HSMs cost ${waiting.cost}: \`npx hsm scale ${environment} --hsms 0\` parks it` : '';
      return `the keys of ${environment} are deleted at ${waiting?.until}: after that \`npx hsm teardown ${environment}\` goes on, and until then \`npx hsm teardown ${environment} --cancel\` takes them back${billed}`;
    }
    if (!backup) return `${environment} is torn down`;
    return `${environment} is torn down; its backups and secrets stay: \`npx hsm restore ${environment} --backup ${backup.id}\` brings it back`;
  },
};

function takenBackText(environment: string, keys: string[]): string {
  if (keys.length === 0) return `no key of ${environment} was on its way to deletion: nothing was changed`;
  return `${environment} has ${keys.length === 1 ? 'its key' : `${keys.length} keys`} back: ${keys.join(', ')}`;
}

function planOf({ scheduleKeyDeletion, cancel, deleteBackups }: Options): string {
  if (cancel) return 'take its keys back from their deletion';
  if (scheduleKeyDeletion) return `delete its keys in ${scheduleKeyDeletion} days; whatever they encrypt is lost then, for good`;
  return `remove its HSMs after a backup, its key store and its cluster, for good; ${deleteBackups ? 'then its backups, their copies and its secrets, seven days later for good' : 'backups and secrets stay'}. It is refused while the key store has keys`;
}
