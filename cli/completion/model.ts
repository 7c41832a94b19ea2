import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** What can be typed after a command's name. */
export interface Completion {
  /** The names that lead to it: `emulator advance`; empty for `hsm` itself. */
  path: string;
  commands: Word[];
  options: OptionWords[];
  /** What its first argument may be. */
  words: string[];
}

/** Something to type, and what it is for. */
interface Word {
  name: string;
  description: string;
}

export interface OptionWords {
  /** `-f` and `--file`, the long one last. */
  flags: string[];
  description: string;
  /** What comes after it: nothing, one of these words, a file, or something that only the person knows. */
  value: 'none' | 'file' | 'any' | string[];
}

/** Everything that can be typed, by the commands as they are declared: a new option is completed without a word about it here. */
export function completions(command: CommandUnknownOpts, path: string[] = []): Completion[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((sub) => sub.name() !== 'help');
  const own: Completion = {
    path: path.join(' '),
    commands: commands.map((sub) => ({ name: sub.name(), description: sub.description() })),
    options: help.visibleOptions(command).map(optionWords),
    words: [...(command.registeredArguments[0]?.argChoices ?? [])],
  };
  return [own, ...commands.flatMap((sub) => completions(sub, [...path, sub.name()]))];
}

function optionWords({ short, long, description, argChoices, required, optional, flags }: Option): OptionWords {
  const value = argChoices ?? (/<(file|folder)>/.test(flags) ? 'file' : required || optional ? 'any' : 'none');
  return { flags: [short, long].filter((flag) => flag !== undefined), description, value };
}
