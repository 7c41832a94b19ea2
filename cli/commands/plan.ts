import { targetCommand } from '../options.ts';

export function planCommand() {
  return targetCommand('plan', [
    ['npx hsm plan -f my-environment.json --stage prod', 'what would be created, changed and kept, how long it takes and what it costs'],
    ['npx hsm plan -f my-environment.json --json | jq .cost', 'for programs'],
  ])
    .description('show what provisioning a file would do; nothing is changed')
    .requiredOption('-f, --file <file>', 'environment file; - reads standard input')
    .action(async (options) => {
      const { plan } = await import('../plan/plan.ts');
      await plan(options);
    });
}
