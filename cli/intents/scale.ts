import { wholeNumber } from '../options.ts';
import { type Intent, intentCommand, type Request } from './intent.ts';

export const scale: Intent = {
  name: 'scale',
  command: (run) =>
    intentCommand('scale', [
      ['npx hsm scale production --hsms 4', 'four HSMs, spread over the availability zones'],
      ['npx hsm scale production --hsms 4 --yes', 'without being asked'],
    ])
      .description('bring an environment to so many HSMs')
      .argument('<environment>', 'name of an environment on record')
      .requiredOption('--hsms <number>', 'how many HSMs; none is removed', wholeNumber)
      .action((environment, { hsms, ...options }) => run(scale, () => request(environment, hsms), options)),
  done: ({ environment, cluster }) => {
    const active = cluster?.hsms.filter(({ state }) => state === 'ACTIVE').length ?? 0;
    return `${environment} has ${active} HSM${active === 1 ? '' : 's'}`;
  },
};

function request(environment: string, hsmCount: number): Request {
  return {
    environment,
    input: JSON.stringify({ environment, hsms: hsmCount }),
    warnings: [],
    plan: (region) => `${environment} in ${region}: ${hsmCount} HSM${hsmCount === 1 ? '' : 's'} from now on, whatever it has`,
  };
}
