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

/** Every region that a file names for copies, its own among them where it does. */
export function regionsNamed({ backups, recovery }: Pick<Environment, 'backups' | 'recovery'>): string[] {
  return [...new Set([...(backups?.copyTo ?? []), ...(recovery ? [recovery.region] : [])])].toSorted();
}

/**
 * Where copies of an environment may stand beside its own region: its file names them now, or one of before has.
 *
 * @param onRecord what the record remembers of the files of before
 */
export function regionsWithCopies(environment: Environment, onRecord: readonly string[], home: string): string[] {
  return [...new Set([...regionsOfCopies(environment, home), ...onRecord])].filter((region) => region !== home);
}
