import type { Completion, OptionWords } from './model.ts';

/** A completion script for fish, which shows what each word is for. */
export function fishCompletion(all: Completion[]): string {
  const lines = all.flatMap((completion) => [
    ...completion.commands.map(({ name, description }) => `${at(completion)} -a ${name} -d ${quoted(description)}`),
    ...completion.words.map((word) => `${at(completion)} -a ${word}`),
    ...completion.options.map((option) => `${at(completion)} ${flagsOf(option)} -d ${quoted(option.description)}`),
  ]);
  return `# completion of hsm for fish: hsm completion fish | source
function __hsm_at
    set -l typed (string match -v -- '-*' (commandline -opc)[2..])
    set -l path
    for word in $typed
        contains -- (string join ' ' $path $word) ${all.flatMap(({ path }) => (path ? [quoted(path)] : [])).join(' ')}; and set -a path $word
    end
    test "$path" = "$argv"
end
complete -c hsm -f
${lines.join('\n')}
`;
}

function at({ path }: Completion): string {
  return `complete -c hsm -n ${quoted(`__hsm_at ${path}`.trim())}`;
}

function flagsOf({ flags, value }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  if (value === 'none') return names;
  if (value === 'file') return `${names} -r -F`;
  return Array.isArray(value) ? `${names} -x -a ${quoted(value.join(' '))}` : `${names} -x`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
