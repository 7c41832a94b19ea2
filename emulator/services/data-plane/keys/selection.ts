import type { HsmKey } from '../../cloudhsmv2/hsm-key.ts';
import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Session } from '../session.ts';
import { nameAndValue } from './attributes.ts';

/** The keys that a user sees: their own and all public ones; an admin sees every key. */
export function visibleKeys({ cluster }: Connection, { username, role }: Session): HsmKey[] {
  const keys = [...cluster.keys.values()];
  if (role === 'admin') return keys;
  return keys.filter((key) => key.owner === username || key.attributes.class === 'public-key');
}

/**
 * Those of them that a filter selects.
 *
 * @param filter `key-reference=0x…`, or `attr.NAME=VALUE` each, all of which have to hold; none selects all
 * @throws CliError
 */
export function selected(keys: HsmKey[], filter: string[] = []): HsmKey[] {
  const criteria = filter.map(criterion);
  return keys.filter((key) => criteria.every((holds) => holds(key)));
}

/**
 * The one key that a filter selects.
 *
 * @throws CliError where it is not exactly one, or not the user's own
 */
export function oneKey(connection: Connection, session: Session, filter: string[]): HsmKey {
  const found = selected(visibleKeys(connection, session), filter);
  if (found.length === 1) return found[0]!;
  throw new CliError(`Key selection criteria matched ${found.length} keys. Refine selection criteria to select a single key.`);
}

/** @throws CliError for who may use a key and not change it */
export function ownKey(connection: Connection, session: Session, filter: string[]): HsmKey {
  const key = oneKey(connection, session, filter);
  if (session.role !== 'admin' && key.owner !== session.username) throw new CliError('Only the owner of a key can change or delete it');
  return key;
}

function criterion(pair: string): (key: HsmKey) => boolean {
  const [name, value] = nameAndValue(pair);
  if (name === 'key-reference') {
    if (!/^(0x[0-9a-f]+|\d+)$/i.test(value)) throw new CliError(`Invalid key reference '${value}'`);
    return ({ reference }) => BigInt(reference) === BigInt(value);
  }
  if (!name.startsWith('attr.')) throw new CliError(`Invalid filter '${pair}': key-reference=… or attr.NAME=VALUE`);
  const attribute = name.slice('attr.'.length);
  return ({ attributes }) => Object.hasOwn(attributes, attribute) && String(attributes[attribute]) === value;
}
