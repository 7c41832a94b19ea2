import { readFileSync } from 'node:fs';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { approveCommand } from './commands/approve.ts';
import { clientBundleCommand } from './commands/client-bundle.ts';
import { completionCommand } from './commands/completion.ts';
import { costCommand } from './commands/cost.ts';
import { describeCommand } from './commands/describe.ts';
import { emulatorCommand } from './commands/emulator.ts';
import { initCommand } from './commands/init.ts';
import { keysCommand } from './commands/keys.ts';
import { listCommand } from './commands/list.ts';
import { monitorCommand } from './commands/monitor.ts';
import { planCommand } from './commands/plan.ts';
import { statusCommand } from './commands/status.ts';
import { validateCommand } from './commands/validate.ts';
import { watchCommand } from './commands/watch.ts';
import { ofProject } from './from-here.ts';
import { type RunIntent, watchOver } from './intents/intent.ts';
import { intents } from './intents/intents.ts';
import { examplesText, exitCodesText, inOneVoice } from './options.ts';
import { rememberGiven } from './refuse-twice.ts';

const examples = [
  [`npx hsm provision -f ${ofProject('examples/production.json')} --local`, 'see it work, on this machine'],
  ['npx hsm init', 'write an environment file of your own'],
  ['npx hsm provision --help', 'examples and options of a command'],
] as const;

const run: RunIntent = async (...asked) => (await import('./run.ts')).runIntent(...asked);

const commandsUnder = (heading: string | undefined) =>
  Object.values(intents)
    .filter((intent) => intent.heading === heading)
    .map((intent) => intent.command(run));

/** `hsm` with all its commands. What a command needs to do its work is loaded when it does. */
export function hsmProgram() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const program = new Command('hsm')
    .version(version)
    .description('AWS CloudHSM environments, from nothing to a proven KMS key')
    .addHelpText('after', () => `\n${examplesText([...examples])}\n\n${exitCodesText()}`);
  const groups: Record<string, CommandUnknownOpts[]> = {
    'Write an environment file:': [initCommand(), validateCommand(), planCommand()],
    'Change an environment:': [...commandsUnder(undefined), approveCommand()],
    [watchOver]: [...commandsUnder(watchOver), costCommand()],
    'See what stands and what goes on:': [listCommand(), describeCommand(), monitorCommand(), statusCommand(), watchCommand()],
    'Use its HSMs:': [keysCommand(), clientBundleCommand()],
    'Rehearse:': [emulatorCommand()],
    'Help:': [completionCommand(() => program)],
  };
  for (const [heading, commands] of Object.entries(groups)) {
    program.commandsGroup(heading);
    for (const command of commands) program.addCommand(command);
  }
  program.helpCommand('help [command]', 'display help for a command');
  rememberAll(program);
  return inOneVoice(program);
}

function rememberAll(command: CommandUnknownOpts): void {
  rememberGiven(command);
  for (const below of command.commands) rememberAll(below);
}
