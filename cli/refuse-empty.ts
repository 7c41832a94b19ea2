import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/**
 * An empty word is what a shell makes of a variable that is not set: no name, number or file, and never "everything" or "as usual".
 *
 * @throws CommanderError
 */
export function refuseEmpty(command: CommandUnknownOpts): void {
  const given = { ...command.opts() } as Record<string, unknown>;
  const option = command.options.find((one) => [given[one.attributeName()]].flat().includes(''));
  const place = command.args.indexOf('');
  const declared = command.registeredArguments.at(place) ?? command.registeredArguments.at(-1);
  const empty = option ? `option '${option.flags}'` : place >= 0 && declared ? `argument '${declared.name()}'` : undefined;
  if (empty) command.error(`error: ${empty} is empty. Is a variable of the shell not set?`);
}
