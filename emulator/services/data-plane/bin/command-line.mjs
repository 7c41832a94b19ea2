/**
 * Reads a command line: words that name a command, then its options.
 *
 * @param {string[]} words
 * @param {Record<string, string[]>} commands options by command; `?` behind one marks it optional, `!` a flag, `+` a list
 * @returns {{command: string, options: Record<string, string>, flags: string[], lists: Record<string, string[]>}}
 */
export function readCommandLine(program, words, commands) {
  const command = Object.keys(commands).find((name) => name === '' || name === words.slice(0, name.split(' ').length).join(' '));
  if (command === undefined) usageError(program, `unrecognized subcommand '${words.join(' ').split(' --')[0]}'`, commands);
  const known = commands[command];
  const rest = command === '' ? [...words] : words.slice(command.split(' ').length);
  const read = { command, options: {}, flags: [], lists: {} };
  while (rest.length > 0) {
    const word = rest.shift();
    if (command === '' && !word.startsWith('-')) usageError(program, `unrecognized subcommand '${word}'`, commands);
    const [name, inline] = splitOption(word);
    const option = known.find((candidate) => candidate.replace(/[?!+]+$/, '') === name);
    if (!option) usageError(program, `unexpected argument '${name}' found`, commands);
    if (option.endsWith('!')) {
      read.flags.push(name);
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined) usageError(program, `a value is required for '${name}' but none was supplied`, commands);
    if (option.endsWith('+')) {
      if (read.lists[name]) usageError(program, `the argument '${name} <VALUE>...' cannot be used multiple times`, commands);
      read.lists[name] = [value];
      while (rest.length > 0 && !rest[0].startsWith('-')) read.lists[name].push(rest.shift());
    } else read.options[name] = value;
  }
  const missing = known.filter((option) => /[a-z]$/.test(option) && read.options[option] === undefined);
  if (missing.length > 0) usageError(program, `the following required arguments were not provided: ${missing.join(', ')}`, commands);
  return read;
}

function splitOption(word) {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function usageError(program, message, commands) {
  const usages = Object.entries(commands).map(([name, options]) => {
    const shown = options.map((option) => (/[a-z]$/.test(option) ? option : `[${option.replace(/[?!+]+$/, '')}]`));
    return `  ${[program, name, ...shown].filter(Boolean).join(' ')}`;
  });
  process.stderr.write(`error: ${message}\n\nUsage:\n${usages.join('\n')}\n`);
  process.exit(2);
}
