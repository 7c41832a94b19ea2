import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';

/** How commands that start together wait for the one that packages: ten minutes at most. */
const turns = { retries: 1200, minTimeout: 500, factor: 1 };

/**
 * Waits until nobody else packages.
 *
 * @param folder what is packaged
 * @param lockFile is there while somebody does
 * @returns ends the turn
 * @throws Error at once, with its path, where there may be no lock: by itself the lock would be tried for all that time
 */
export async function packagingTurn(folder: string, lockFile: string): Promise<() => Promise<void>> {
  accessSync(dirname(lockFile), constants.W_OK);
  // bundled, it has no names but its default
  const { default: lockfile } = await import('proper-lockfile');
  return lockfile.lock(folder, { lockfilePath: lockFile, retries: turns });
}
