import { targetCommand } from '../options.ts';
import { perform } from '../perform.ts';

export function listCommand() {
  return targetCommand('list', [['npx hsm list --stage prod', 'which environments there are, what stands of them and what that costs']])
    .description('list the environments on record: state, HSMs, cost')
    .action((options) =>
      perform(options, async () => {
        const { list } = await import('../inventory/list.ts');
        await list(options);
      }),
    );
}
