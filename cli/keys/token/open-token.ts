import { existsSync } from 'node:fs';
import type * as Pkcs11Js from 'pkcs11js';
import { CommandError, exitCodes } from '../../exit.ts';
import { patiently } from './patience.ts';

/** A token that a user is logged in to. */
export interface Token {
  /** Constants of PKCS #11. */
  readonly ck: typeof Pkcs11Js;
  readonly module: Pkcs11Js.PKCS11;
  readonly session: Pkcs11Js.Handle;
  readonly mechanisms: ReadonlySet<number>;
  /** Has the HSM do something, as `patiently` does. */
  ask<Result>(doing: string, work: () => Result): Promise<Result>;
  close(): void;
}

/**
 * Logs in to the token of a PKCS #11 module: CloudHSM's is called hsm1; another module has to have a single one.
 *
 * @param pin asked for when the module is there
 * @throws CommandError
 */
export async function openToken(path: string, pin: () => Promise<string>): Promise<Token> {
  if (!existsSync(path)) {
    const remedy = 'install the PKCS #11 library of CloudHSM, or name another module with --module';
    throw new CommandError(`there is no PKCS #11 module ${path}`, exitCodes.badInput, 'ModuleMissing', { remedy });
  }
  const ck = await binding();
  const module = new ck.PKCS11();
  try {
    module.load(path);
  } catch (cause) {
    throw new CommandError(`${path} is no PKCS #11 module`, exitCodes.badInput, 'ModuleMissing', {
      remedy: 'name one with --module',
      cause,
    });
  }
  await patiently('connecting to the HSMs', () => module.C_Initialize());
  try {
    const slot = chosenSlot(module, path);
    const session = await patiently('opening a session', () => module.C_OpenSession(slot, ck.CKF_SERIAL_SESSION | ck.CKF_RW_SESSION));
    const given = await pin();
    await patiently('logging in', () => module.C_Login(session, ck.CKU_USER, given));
    return {
      ck,
      module,
      session,
      mechanisms: new Set(module.C_GetMechanismList(slot)),
      ask: patiently,
      close: () => module.C_Finalize(),
    };
  } catch (error) {
    module.C_Finalize();
    throw error;
  }
}

function chosenSlot(module: Pkcs11Js.PKCS11, path: string): Pkcs11Js.Handle {
  const tokens = module.C_GetSlotList(true).map((slot) => ({ slot, label: module.C_GetTokenInfo(slot).label.trim() }));
  const named = tokens.filter(({ label }) => label === 'hsm1');
  const [only, ...others] = named.length > 0 ? named : tokens.filter(({ label }) => label !== '');
  if (only && others.length === 0) return only.slot;
  const found = tokens.length === 0 ? 'has no token' : 'has several tokens, and none alone is called hsm1';
  throw new CommandError(`${path} ${found}`, exitCodes.badInput, 'ModuleMissing', { remedy: 'configure it for one cluster' });
}

/** Compiled when it is installed, which needs a compiler; the rest of the command does without. */
async function binding(): Promise<typeof Pkcs11Js> {
  try {
    return (await import('pkcs11js')).default as unknown as typeof Pkcs11Js;
  } catch (cause) {
    const remedy = 'install a C++ compiler and Python (apt-get install g++ make python3), then run `npm rebuild pkcs11js`';
    throw new CommandError('the package pkcs11js, which speaks PKCS #11, is not built', exitCodes.badInput, 'ModuleMissing', {
      remedy,
      cause,
    });
  }
}
