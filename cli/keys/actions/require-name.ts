import { BadOption } from '../../exit.ts';
import type { KeyName } from '../token/find-keys.ts';

/** @throws CommandError */
export function requireName({ label, id }: KeyName): void {
  if (label === undefined && id === undefined) throw new BadOption('say which key: give --label, or --id');
}
