import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NeededPrograms, neededPrograms } from '../../emulator/services/data-plane/pkcs11-library/needed-programs.ts';

/**
 * A SoftHSM token of its own in a folder, without an emulator: it is called hsm1.
 *
 * @throws Error which says what to install
 */
export function ownStore(folder: string, pin: string): NeededPrograms & { configuration: string } {
  const programs = neededPrograms();
  if ('missing' in programs) throw new Error(programs.missing);
  const [keys, configuration] = [join(folder, 'keys'), join(folder, 'store.conf')];
  mkdirSync(keys);
  writeFileSync(configuration, `directories.tokendir = ${keys}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  execFileSync(programs.softhsmUtil, ['--init-token', '--free', '--label', 'hsm1', '--so-pin', pin, '--pin', pin], {
    env: { ...process.env, SOFTHSM2_CONF: configuration },
  });
  return { ...programs, configuration };
}
