import { wholeNumber } from '../options.ts';
import { type Intent, intentCommand, type Request } from './intent.ts';

export const scale: Intent = {
  name: 'scale',
  command: (run) =>
    intentCommand('scale', [
      ['npx hsm scale production --hsms 4', 'four HSMs, spread over the availability zones'],
      ['npx hsm scale production --hsms 0', 'park it: nothing is billed, and nothing is lost; by another number it comes back'],
      ['npx hsm scale production --hsms 4 --yes', 'without being asked'],
    ])
      .description('bring an environment to so many HSMs')
      .argument('<environment>', 'name of an environment on record')
      .requiredOption('--hsms <number>', 'how many HSMs; 0 parks the environment', wholeNumber)
      .action((environment, { hsms, ...options }) => run(scale, () => request(environment, hsms), options)),
  done: ({ environment, cluster }) => {
    const active = cluster?.hsms.filter(({ state }) => state === 'ACTIVE').length ?? 0;
    if (active === 0) return `${environment} is parked: it has no HSM, and its newest backup is READY`;
    return `${environment} has ${active} HSM${active === 1 ? '' : 's'}`;
  },
};

const parking =
  'park it: its key store is disconnected and every HSM removed, after a backup. Its keys cannot be used until it is scaled up again, which takes half an hour';

function request(environment: string, hsmCount: number): Request {
  return {
    environment,
    input: JSON.stringify({ environment, hsms: hsmCount }),
    warnings: [],
    plan: (region) =>
      `${environment} in ${region}: ${hsmCount === 0 ? parking : `${hsmCount} HSM${hsmCount === 1 ? '' : 's'} from now on, whatever it has`}`,
  };
}
