import type { Environment } from '../environment/environment.ts';

/** Where a file wants copies, beside the environment's own region: for safekeeping, and where the environment is to be restored. */
export function regionsOfCopies({ backups, recovery }: Environment, home: string): string[] {
  const asked = new Set([...(backups?.copyTo ?? []), ...(recovery ? [recovery.region] : [])]);
  return [...asked].filter((region) => region !== home);
}
