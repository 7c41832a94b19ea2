import { deleteKeys } from './delete.ts';
import { decrypt, encrypt } from './encryption.ts';
import { exportPublic } from './export-public.ts';
import { generateKeys } from './generate.ts';
import { list } from './list.ts';
import { proveAlgorithms } from './prove.ts';
import { show } from './show.ts';
import { sign, verify } from './signing.ts';

/** What `hsm keys ENVIRONMENT` does. */
export const actions = {
  prove: proveAlgorithms,
  generate: generateKeys,
  list,
  show,
  encrypt,
  decrypt,
  sign,
  verify,
  exportPublic,
  delete: deleteKeys,
};

export type Actions = typeof actions;
