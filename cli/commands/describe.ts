import { targetCommand } from '../options.ts';
import { perform } from '../perform.ts';

export function describeCommand() {
  return targetCommand('describe', [
    ['npx hsm describe production', 'everything that belongs to it, as a tree'],
    ["npx hsm describe production --json | jq -r '.users.admin'", "the ARN of the admin's secret"],
  ])
    .description('show an environment: cluster, zones, HSMs, key store, keys, users, backups, last runs')
    .argument('<environment>', 'name of an environment')
    .action((environment, options) =>
      perform(options, async () => {
        const { describe } = await import('../inventory/describe.ts');
        await describe(environment, options);
      }),
    );
}
