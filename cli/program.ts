import { readFileSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import { completionCommand } from './commands/completion.ts';
import { emulatorCommand } from './commands/emulator.ts';
import { statusCommand } from './commands/status.ts';
import { watchCommand } from './commands/watch.ts';
import type { RunIntent } from './intents/intent.ts';
import { intents } from './intents/intents.ts';
import { examplesText, exitCodesText, inOneVoice } from './options.ts';

const run: RunIntent = async (...asked) => (await import('./run.ts')).runIntent(...asked);

/** `hsm` with all its commands. What a command needs to do its work is loaded when it does. */
export function hsmProgram() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const program = new Command('hsm')
    .version(version)
    .description('AWS CloudHSM environments, from nothing to a proven KMS key')
    .addHelpText('after', () =>
      [
        '',
        examplesText([
          ['npx hsm provision -f examples/production.json --local', 'see it work, on this machine'],
          ['npx hsm provision --help', 'examples and options of a command'],
        ]),
        '',
        exitCodesText(),
      ].join('\n'),
    );
  for (const intent of Object.values(intents)) program.addCommand(intent.command(run));
  for (const command of [watchCommand(), statusCommand(), emulatorCommand(), completionCommand(() => program)]) program.addCommand(command);
  return inOneVoice(program);
}
