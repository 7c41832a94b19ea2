import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Session } from '../session.ts';
import { changed } from './attributes.ts';
import { ownKey } from './selection.ts';

export interface SetOptions {
  filter: string[];
  name: string;
  value: string;
}

/** `key delete`, of one key: the other one of its pair stays. */
export function deleteKey(connection: Connection, { filter }: { filter: string[] }, session: Session) {
  const key = ownKey(connection, session, filter);
  if (key.attributes.destroyable === false) throw new CliError(`Key ${key.reference} is not destroyable`);
  connection.place.cloudhsmv2.audit(connection.cluster, connection.hsms, { opcode: 'CN_TOMBSTONE_OBJECT' });
  connection.cluster.keys.delete(key.reference);
  return { message: 'Key deleted successfully' };
}

/** `key set-attribute` */
export function setAttribute(connection: Connection, { filter, name, value }: SetOptions, session: Session) {
  const { cluster } = connection;
  const key = changed(ownKey(connection, session, filter), name, value, { hsmType: cluster.hsmType, role: session.role });
  cluster.keys.set(key.reference, key);
  return { message: 'Attribute set successfully' };
}
