import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** What each option of a command was given, in order. */
const given = new WeakMap<CommandUnknownOpts, Map<string, unknown[]>>();

/** Has a command remember what is given to its options. To be called when it has all of them. */
export function rememberGiven(command: CommandUnknownOpts): void {
  const words = new Map<string, unknown[]>();
  given.set(command, words);
  for (const option of command.options) {
    const attribute = option.attributeName();
    command.on(`option:${option.name()}`, (word: unknown) => {
      words.set(attribute, [...(words.get(attribute) ?? []), option.negate ? false : (word ?? true)]);
    });
  }
}

/**
 * Two words for one thing: which is meant is not for us to guess, as the last one would. The same word again says nothing else, and what
 * may be given again is gathered.
 *
 * @throws CommanderError
 */
export function refuseTwice(command: CommandUnknownOpts): void {
  const taken = command.opts() as Record<string, unknown>;
  for (const [attribute, words] of given.get(command) ?? []) {
    const gathered = typeof taken[attribute] === 'object';
    if (gathered || new Set(words).size < 2) continue;
    const option = command.options.find((one) => one.attributeName() === attribute && !one.negate)!;
    const said = words.map((word) => (word === false ? `--no-${option.name()}` : `'${word}'`)).join(' and ');
    command.error(`error: option '${option.flags}' is given twice, as ${said}: keep one of them`);
  }
}
