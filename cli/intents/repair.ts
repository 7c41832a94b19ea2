import { type Intent, intentCommand, requestOf } from './intent.ts';

export const repair: Intent = {
  name: 'repair',
  command: (run) =>
    intentCommand('repair', [
      ['npx hsm repair production', 'replace what failed, add what is missing, mend users that differ between the HSMs'],
      ['npx hsm repair production --yes', 'without being asked'],
    ])
      .description('mend an environment: HSMs that failed or are missing, users that differ between them')
      .argument('<environment>', 'name of an environment on record')
      .action((environment, options) => run(repair, () => requestOf(environment, steps), options)),
  done: ({ environment }) => `${environment} stands again as its file asks for`,
};

const steps =
  'replace DEGRADED HSMs, one at a time and only while another is ACTIVE; create its users where they miss, and unlock them by the password of their secrets; add HSMs that are missing; connect its key store if it is not connected, and prove its keys';
