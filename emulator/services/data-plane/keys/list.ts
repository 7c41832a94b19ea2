import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Session } from '../session.ts';
import { checkAvailability } from './availability.ts';
import { describedKey } from './description.ts';
import { selected, visibleKeys } from './selection.ts';

export interface ListOptions {
  filter?: string[];
  'max-items'?: string;
  'starting-token'?: string;
  verbose?: true;
  v?: true;
}

/** `key list` */
export function listKeys(connection: Connection, options: ListOptions, session: Session): unknown {
  const found = selected(visibleKeys(connection, session), options.filter);
  checkAvailability(connection, found);
  const from = wholeNumber('--starting-token', options['starting-token'] ?? '0');
  const shown = found.slice(from, from + wholeNumber('--max-items', options['max-items'] ?? '10'));
  const verbose = (options.verbose || options.v) && session.role !== 'admin';
  const next = from + shown.length;
  return {
    matched_keys: shown.map((key) =>
      verbose ? describedKey(key) : { 'key-reference': key.reference, attributes: { label: key.attributes.label } },
    ),
    total_key_count: found.length,
    returned_key_count: shown.length,
    ...(next < found.length && shown.length > 0 ? { next_token: String(next) } : {}),
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CliError(`invalid value '${text}' for '${option}'`);
  return Number(text);
}
