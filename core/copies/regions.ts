import type { Environment } from '../environment/environment.ts';

/**
 * Where a file wants copies, beside the environment's own region: for safekeeping, and where the environment is to be restored.
 *
 * @param movedTo the recovery region, where the environment stands there already
 */
export function regionsOfCopies({ backups, recovery }: Environment, home: string, movedTo?: string): string[] {
  const restoring = recovery && recovery.region !== movedTo ? [recovery.region] : [];
  const asked = new Set([...(backups?.copyTo ?? []), ...restoring]);
  return [...asked].filter((region) => region !== home);
}
