import { BadOption } from '../exit.ts';
import { targetCommand } from '../options.ts';
import { perform } from '../perform.ts';

export function costCommand() {
  return targetCommand('cost', [
    ['npx hsm cost production', 'what it costs by part, what it has cost this month, and what would save'],
    ['npx hsm cost --all --json | jq .perMonth', 'everything that stands in the account and region'],
  ])
    .description('show what an environment costs, and what would save')
    .argument('[environment]', 'name of an environment')
    .option('--all', 'everything in the account and region, on record or not')
    .action((environment, { all, ...options }) =>
      perform(options, async () => {
        if (environment !== undefined && all) throw new BadOption(`${environment} and --all: give one of them`);
        if (environment === undefined && !all) throw new BadOption('name an environment, or give --all');
        const { cost } = await import('../cost/cost.ts');
        await cost(environment, options);
      }),
    );
}
