import type { Environment } from '../environment/environment.ts';
import { plannedChanges } from './changes.ts';
import { plannedSeconds } from './duration.ts';
import type { Found } from './found.ts';
import type { PlanOf } from './planned.ts';
import { unusableKeys } from './unusable-keys.ts';

/** Keys that the file names, and those that stand and that it names no more. */
function keyNames({ keyStore }: Environment, found: Found): Set<string> {
  return new Set([
    ...(keyStore?.keys.map(({ name }) => name) ?? []),
    ...Object.keys(found.keyStore || found.keyStoreToTie ? found.keyArns : {}),
  ]);
}

export const planProvisioning: PlanOf = (environment, found) => ({
  changes: plannedChanges(environment, found),
  seconds: plannedSeconds(environment, found),
  billed: { hsms: environment.hsmCount, keys: keyNames(environment, found).size },
  problems: unusableKeys(environment, found),
});
