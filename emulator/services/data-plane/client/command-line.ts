/** A command line that was read: options by name without dashes, lists as arrays, flags as true. */
export interface CommandLine {
  command: string;
  options: Record<string, OptionValue>;
}

export type OptionValue = string | string[] | true;

/** A command line that is not understood: the program prints this and exits with 2. */
export class UsageError extends Error {}

/** A command line that asks how commands are typed: the program prints this and is done. */
export class HelpAsked extends Error {}

/**
 * Reads a command line: words that name a command, then its options.
 *
 * @param commands options by command, `''` where the program has none; `?` behind an option marks that it may be missing, `!` a flag, `+` a list
 * @throws UsageError
 * @throws HelpAsked for `--help` or `-h` as the first option, and `help [COMMAND]`
 */
export function readCommandLine(program: string, words: readonly string[], commands: Record<string, readonly string[]>): CommandLine {
  const help = helpAsked(program, words, commands);
  if (help !== undefined) throw new HelpAsked(help);
  const wrong = (message: string) => new UsageError(`error: ${message}\n\nUsage:\n${usages(program, commands)}\n`);
  const command = Object.keys(commands).find((name) => name === '' || name === words.slice(0, name.split(' ').length).join(' '));
  if (command === undefined) throw wrong(`unrecognized subcommand '${words.join(' ').split(' --')[0]}'`);
  const known = commands[command]!;
  const rest = command === '' ? [...words] : words.slice(command.split(' ').length);
  const options = new Map<string, OptionValue>();
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (command === '' && !word.startsWith('-')) throw wrong(`unrecognized subcommand '${word}'`);
    const [name, inline] = splitOption(word);
    const option = known.find((candidate) => withoutMarks(candidate) === name);
    if (!option) throw wrong(`unexpected argument '${name}' found`);
    if (option.endsWith('!')) {
      options.delete(name); // the last one given is the last one here
      options.set(name, true);
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined) throw wrong(`a value is required for '${name}' but none was supplied`);
    if (option.endsWith('+')) {
      if (options.has(name)) throw wrong(`the argument '${name} <VALUE>...' cannot be used multiple times`);
      const values = [value];
      while (rest.length > 0 && !rest[0]!.startsWith('-')) values.push(rest.shift()!);
      options.set(name, values);
    } else options.set(name, value);
  }
  const missing = known.filter((option) => isRequired(option) && !options.has(withoutMarks(option)));
  if (missing.length > 0) throw wrong(`the following required arguments were not provided: ${missing.map(withoutMarks).join(', ')}`);
  return { command, options: Object.fromEntries([...options].map(([name, value]) => [name.replace(/^-+/, ''), value])) };
}

/** The usages of what is asked about; undefined where nobody asks, or where there is no such command. */
function helpAsked(program: string, words: readonly string[], commands: Record<string, readonly string[]>): string | undefined {
  const option = words.findIndex((word) => word.startsWith('-'));
  const name = words[0] === 'help' ? words.slice(1) : /^(--help|-h)$/.test(words[option] ?? '') ? words.slice(0, option) : undefined;
  return name && usagesOf(program, name.join(' '), commands);
}

/** Of all commands, or of those whose name begins so; undefined where none does. */
export function usagesOf(program: string, name: string, commands: Record<string, readonly string[]>): string | undefined {
  const shown = Object.entries(commands).filter(([known]) => `${known} `.startsWith(name === '' ? '' : `${name} `));
  return shown.length === 0 ? undefined : `Usage:\n${usages(program, Object.fromEntries(shown))}\n`;
}

function splitOption(word: string): [string, string | undefined] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function withoutMarks(option: string): string {
  return option.replace(/[?!+]+$/, '');
}

/** A flag may always be missing; a list may where `?` stands before its `+`. */
function isRequired(option: string): boolean {
  return !option.endsWith('!') && !/\?\+?$/.test(option);
}

/** Each command with its options, a line each. */
function usages(program: string, commands: Record<string, readonly string[]>): string {
  const lines = Object.entries(commands).map(([name, options]) => {
    const shown = options.map((option) => (isRequired(option) ? withoutMarks(option) : `[${withoutMarks(option)}]`));
    return `  ${[program, name, ...shown].filter(Boolean).join(' ')}`;
  });
  return lines.join('\n');
}
