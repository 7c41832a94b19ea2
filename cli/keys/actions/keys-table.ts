import { styled, width } from '../../output.ts';
import { table } from '../../text/table.ts';
import { visible } from '../../text/visible.ts';
import type { Key } from '../token/read-key.ts';

export function keysTable(keys: Key[]): string {
  const rows = keys.map(({ label, id, class: kind, type, size, extractable, uses }) => [
    visible(label),
    id,
    kind,
    `${type}${size ? ` ${size}` : ''}`,
    uses.join(', '),
    kind === 'public' ? '' : extractable ? 'extractable' : 'stays in the HSMs',
  ]);
  return table(['LABEL', 'ID', 'CLASS', 'TYPE', 'MAY', 'SECRET'], rows, width(), (text) => styled('bold', text));
}
