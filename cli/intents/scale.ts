import { listOfWords, wholeNumber } from '../options.ts';
import { type Intent, intentCommand, requestOf } from './intent.ts';

export const scale: Intent = {
  name: 'scale',
  command: (run) =>
    intentCommand('scale', [
      ['npx hsm scale production --hsms 4', 'four HSMs, spread over the availability zones'],
      ['npx hsm scale production --hsms 4 --zones us-east-1a,us-east-1b', 'new ones in these zones only; those in others go first'],
      ['npx hsm scale production --hsms 0', 'park it: nothing is billed, and nothing is lost; by another number it comes back'],
      ['npx hsm scale production --hsms 4 --yes', 'without being asked'],
    ])
      .description('bring an environment to so many HSMs')
      .argument('<environment>', 'name of an environment on record')
      .requiredOption('--hsms <number>', 'how many HSMs; 0 parks the environment', wholeNumber)
      .option('--zones <zones>', 'where they are made, separated by commas; over all zones of its subnets without it', listOfWords)
      .action((environment, { hsms, zones, ...options }) =>
        run(scale, () => requestOf(environment, planOf(hsms, zones), { hsms, zones }), options),
      ),
  done: ({ environment, cluster }) => {
    const active = cluster?.hsms.filter(({ state }) => state === 'ACTIVE').length ?? 0;
    if (active === 0) return `${environment} is parked: it has no HSM, and its newest backup is READY`;
    return `${environment} has ${active} HSM${active === 1 ? '' : 's'}`;
  },
};

const parking =
  'park it: its key store is disconnected and every HSM removed, after a backup. Its keys cannot be used until it is scaled up again, which takes half an hour';

const lastOne =
  'one HSM from now on: while it fails nothing answers, and what was made since the newest backup is lost. Two in different zones keep both';

function planOf(hsmCount: number, zones: string[] | undefined): string {
  if (hsmCount === 0) return parking;
  if (hsmCount === 1) return lastOne;
  return `${hsmCount} HSMs from now on, whatever it has${zones ? `, new ones in ${zones.join(', ')} only` : ''}`;
}
