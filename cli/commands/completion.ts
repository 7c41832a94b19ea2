import { Argument, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { hsmCommand } from '../options.ts';
import { printAsIs, printDocument } from '../output.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** @param program whose commands and options are completed */
export function completionCommand(program: () => CommandUnknownOpts) {
  return hsmCommand('completion', [
    ['source <(npx hsm completion bash)', 'in ~/.bashrc; hsm itself has to be on the PATH: node_modules/.bin has it'],
    ['source <(npx hsm completion zsh)', 'in ~/.zshrc, after compinit'],
    ['npx hsm completion fish | source', 'in ~/.config/fish/config.fish'],
  ])
    .description('print a script that completes commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .action(async (shell, { json }) => {
      const [{ completions }, { bashCompletion }, { zshCompletion }, { fishCompletion }] = await Promise.all([
        import('../completion/model.ts'),
        import('../completion/bash.ts'),
        import('../completion/zsh.ts'),
        import('../completion/fish.ts'),
      ]);
      const script = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }[shell](completions(program()));
      if (json) printDocument({ shell, script });
      else printAsIs(script.trimEnd());
    });
}
