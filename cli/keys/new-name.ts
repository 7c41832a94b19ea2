import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { inWords } from './token/find-keys.ts';
import type { Key } from './token/read-key.ts';

/** @throws CommandError for a label that nobody could give again, or that does more to a terminal than to be seen */
export function checkLabel(label: string): void {
  const refuse = (problem: string) => new BadOption(`--label: ${problem}`);
  if (label === '') throw refuse('a key without a label could not be named');
  if (/\p{Cc}/u.test(label)) throw refuse('it has a control character, such as a line break');
}

/**
 * @param found the keys of the label
 * @throws CommandError where the new key could not be told from one of them
 */
export function checkUnused({ id }: { id?: string }, found: Pick<Key, 'label' | 'id'>[]): void {
  const same = found.find((key) => !id || !key.id || key.id === id.toLowerCase());
  if (!same) return;
  const remedy = same.id
    ? 'give the new one another --label, or an --id of its own'
    : 'give the new one another --label, or delete the old one';
  throw new CommandError(`there is a key ${inWords(same)} already`, exitCodes.badInput, 'AmbiguousKey', { remedy });
}
