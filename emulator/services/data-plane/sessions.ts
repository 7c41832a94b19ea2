import type { Connection } from './connection.ts';
import { CliError } from './error.ts';

/**
 * Nobody's password can be changed, and nobody can be deleted, while logged in elsewhere. The only ones who stay logged in are
 * the custom key stores, as kmsuser.
 *
 * @throws CliError
 */
export function checkNotLoggedIn({ place, hsms }: Connection, username: string): void {
  const stores = [...place.kms.customKeyStores.values()];
  const loggedIn = username === 'kmsuser' && hsms.some(({ hsmId }) => stores.some(({ sessions }) => sessions.has(hsmId)));
  if (loggedIn) throw new CliError(`User ${username} is logged in: a custom key store is connected`);
}
