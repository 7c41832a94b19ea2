import { targetCommand } from '../options.ts';

export function watchCommand() {
  return targetCommand('watch', [
    ['npx hsm watch production', 'follow what goes on with an environment; Ctrl-C ends the command, not the execution'],
    ['npx hsm watch arn:aws:states:…', 'follow this one'],
  ])
    .description('follow an execution, whoever started it')
    .argument('<execution>', 'name of an environment, or the ARN of an execution')
    .action(async (execution, options) => {
      const { watch } = await import('../run.ts');
      await watch(execution, options);
    });
}
