import { plannedChanges } from './changes.ts';
import { plannedSeconds } from './duration.ts';
import type { PlanOf } from './planned.ts';
import { unusableKeys } from './unusable-keys.ts';

export const planProvisioning: PlanOf = async (environment, found) => ({
  changes: plannedChanges(environment, found),
  seconds: plannedSeconds(environment, found),
  billed: { hsms: environment.hsmCount, keys: environment.keyStore?.keys.length ?? 0 },
  problems: await unusableKeys(environment, found),
});
