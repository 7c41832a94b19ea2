import type { Completion, OptionWords } from './model.ts';

/** A completion script for zsh, which shows what each word is for. */
export function zshCompletion(all: Completion[]): string {
  const paths = all.flatMap(({ path }) => (path ? [`'${path}'`] : []));
  return `#compdef hsm
# completion of hsm for zsh: source <(hsm completion zsh), after compinit
_hsm() {
  local path_='' next index before=\${words[CURRENT - 1]}
  for ((index = 2; index < CURRENT; index++)); do
    next="\${path_:+$path_ }\${words[index]}"
    case "$next" in ${paths.join('|')}) path_=$next ;; esac
  done
  case "$path_ $before" in
${all.flatMap(valuesOf).join('\n')}
  esac
  local -a words_ flags
  case "$path_" in
${all.map(wordsOf).join('\n')}
  esac
  (( $#words_ )) && _describe word words_
  _describe -o option flags
}
compdef _hsm hsm
`;
}

function valuesOf({ path, options }: Completion): string[] {
  return options
    .filter(({ value }) => value !== 'none')
    .map((option) => `    ${option.flags.map((flag) => `'${path} ${flag}'`).join('|')}) ${reply(option)}; return ;;`);
}

function reply({ value }: OptionWords): string {
  if (value === 'file') return '_files';
  return Array.isArray(value) ? `compadd -- ${value.join(' ')}` : ':';
}

function wordsOf({ path, commands, options, words }: Completion): string {
  const typed = [...commands.map(({ name, description }) => described(name, description)), ...words.map((word) => quoted(word))];
  const flags = options.map((option) => described(option.flags.at(-1)!, option.description));
  return `    '${path}') words_=(${typed.join(' ')}) flags=(${flags.join(' ')}) ;;`;
}

/** _describe parts name and description at the first colon. */
function described(name: string, description: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${description}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
