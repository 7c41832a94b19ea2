import { CommanderError } from '@commander-js/extra-typings';
import { actionNames } from './commands/keys.ts';
import { exitCodes } from './exit.ts';
import { endWithOutput, printDocument } from './output.ts';
import { hsmProgram } from './program.ts';

/** Resolves when the command has done its work; Node says so where it never does. */
export const ended = command();

async function command(): Promise<void> {
  endWithOutput();
  try {
    const program = hsmProgram();
    const words = process.argv.slice(2);
    refuseHelpOfNothing(program, words);
    await program.parseAsync(inOrder(words), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // what is wrong with the options is said already, and help was shown
    process.exitCode = error.exitCode === exitCodes.done ? exitCodes.done : exitCodes.badInput;
    if (process.exitCode === exitCodes.badInput && process.argv.includes('--json')) printDocument(await misuse(error));
  }
}

/** Commander shows the help of everything where that of a command is asked for which there is not. @throws CommanderError */
function refuseHelpOfNothing(program: ReturnType<typeof hsmProgram>, [first = '', second = '']: string[]): void {
  const asked = first === 'help' ? second : ['--help', '-h'].includes(second) ? first : '';
  if (isWord(asked) && asked !== 'help' && !program.commands.some((command) => command.name() === asked)) {
    program.error(`error: unknown command '${asked}'; npx hsm --help shows which there are`);
  }
}

/** `hsm keys ENVIRONMENT ACTION` as commander has it, where a command's name comes before its arguments. */
function inOrder(words: string[]): string[] {
  const [command, environment = '', action = '', ...rest] = words;
  const known = actionNames.includes(action) || (isWord(environment) && isWord(action) && ![...actionNames, 'help'].includes(environment));
  return command === 'keys' && known ? [command, action, environment, ...rest] : words;
}

/** What is none is told as such, and not the environment before it. */
function isWord(text: string): boolean {
  return text !== '' && !text.startsWith('-');
}

/** The document of a command that was called in a wrong way. */
async function misuse({ message }: CommanderError): Promise<unknown> {
  const [command = ''] = process.argv.slice(2);
  const error = { name: 'BadOption', message: message.replace(/^error: /, ''), remedy: `see npx hsm ${command} --help` };
  const [{ intents }, { failed }, { plainFailure }] = await Promise.all([
    import('./intents/intents.ts'),
    import('./summary/document.ts'),
    import('./perform.ts'),
  ]);
  return Object.hasOwn(intents, command) ? failed('', command, error) : plainFailure(error);
}
