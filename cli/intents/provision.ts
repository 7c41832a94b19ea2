import { Option } from '@commander-js/extra-typings';
import { ofProject } from '../from-here.ts';
import { positiveNumber, wholeNumber } from '../options.ts';
import { type Intent, intentCommand, type Request } from './intent.ts';

export const provision: Intent = {
  name: 'provision',
  command: (run) =>
    intentCommand('provision', [
      [
        `npx hsm provision -f ${ofProject('examples/production.json')} --local`,
        'rehearse it on this machine: cloud time in seconds, at no cost',
      ],
      ['npx hsm provision -f my-environment.json --stage prod', 'bring it up on AWS; run it again at any time: it adopts what stands'],
      ['jq .hsmCount=2 my-environment.json | npx hsm provision -f - --yes', 'a file from standard input, without being asked'],
    ])
      .description('bring up the environment of a file, or adopt what stands of it')
      .requiredOption('-f, --file <file>', 'environment file; - reads standard input')
      .option('--local', 'rehearse on an AWS of this machine instead, which begins empty')
      .addOption(new Option('--seed <number>', 'seed of that AWS: the same seed gives the same run').argParser(wholeNumber))
      .addOption(new Option('--durations <factor>', 'how much longer than usual that AWS takes').argParser(positiveNumber))
      .action(({ file, ...options }) => run(provision, () => request(file), options)),
  done: ({ environment }) => `${environment} is ready`,
};

async function request(file: string): Promise<Request> {
  const [{ readEnvironmentFile }, { environmentCost }, { asAsked }] = await Promise.all([
    import('../environment-file.ts'),
    import('../../core/pricing.ts'),
    import('../../core/as-asked.ts'),
  ]);
  const { environment, text, warnings } = readEnvironmentFile(file);
  const { name, hsmCount, hsmType, keyStore } = environment;
  return {
    environment: name,
    input: text,
    warnings,
    plan: (region) => {
      const { currency, perHour, perMonth } = environmentCost(region, hsmType, hsmCount, keyStore?.keys.length ?? 0);
      const asked = `${hsmCount} HSM${hsmCount === 1 ? '' : 's'} (${hsmType})${keyStore ? `, the key store ${keyStore.name}` : ''}`;
      return `${name} in ${region}: ${asked}; ${currency} ${perHour.toFixed(2)} an hour, ${perMonth.toFixed(0)} a month while it stands`;
    },
    asked: { file: environment },
    shortcomings: (document) => asAsked(document, environment).missing,
  };
}
