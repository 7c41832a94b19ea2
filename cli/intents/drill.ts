import { type Intent, intentCommand, requestOf } from './intent.ts';

export const drill: Intent = {
  name: 'drill',
  command: (run) =>
    intentCommand('drill', [
      ['npx hsm drill production', 'prove that its newest backup can be restored, with its keys'],
      ['npx hsm drill production --region us-west-2', 'the same by the copy there, and by what that region has alone'],
      ['npx hsm drill production --yes --json', 'without being asked, and for programs: drill.proof, drill.recoverySeconds'],
    ])
      .description('restore the newest backup of an environment into a cluster of its own, and prove its keys')
      .argument('<environment>', 'name of an environment on record')
      .action((environment, options) => run(drill, () => requestOf(environment, steps), options)),
  done: ({ environment, drill: proven }) =>
    proven
      ? `the backup ${proven.backup} of ${environment} is proven: restored in ${Math.round(proven.recoverySeconds / 60)} minutes, with its keys`
      : `the drill of ${environment} is done`,
};

const steps =
  'restore its newest backup into a cluster of its own with one HSM, prove its keys, and remove all of it again. It takes about half an hour and costs an hour of an HSM; the environment itself is left alone';
