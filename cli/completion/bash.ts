import type { Completion, OptionWords } from './model.ts';

/** A completion script for bash 3.2 and later, without bash-completion. */
export function bashCompletion(all: Completion[]): string {
  const paths = all.flatMap(({ path }) => (path ? [`'${path}'`] : []));
  return `# completion of hsm for bash: source <(hsm completion bash)
_hsm() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} path='' next index
  for ((index = 1; index < COMP_CWORD; index++)); do
    next="\${path:+$path }\${COMP_WORDS[index]}"
    case "$next" in ${paths.join('|')}) path=$next ;; esac
  done
  COMPREPLY=()
  case "$path $before" in
${all.flatMap(valuesOf).join('\n')}
  esac
  case "$path" in
${all.map(wordsOf).join('\n')}
  esac
}
complete -o bashdefault -F _hsm hsm
`;
}

/** What comes after an option that wants something. */
function valuesOf({ path, options }: Completion): string[] {
  return options
    .filter(({ value }) => value !== 'none')
    .map((option) => `    ${option.flags.map((flag) => `'${path} ${flag}'`).join('|')}) ${reply(option)}; return ;;`);
}

function reply({ value }: OptionWords): string {
  if (value === 'file') return `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$word"))`;
  return Array.isArray(value) ? `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$word"))` : 'COMPREPLY=()';
}

function wordsOf({ path, commands, options, words }: Completion): string {
  const typed = [...commands.map(({ name }) => name), ...words, ...options.map(({ flags }) => flags.at(-1)!)];
  return `    '${path}') COMPREPLY=($(compgen -W '${typed.join(' ')}' -- "$word")) ;;`;
}
