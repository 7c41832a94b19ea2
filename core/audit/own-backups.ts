import type { BackupFact } from './facts/facts.ts';

/** A cluster's backups that are READY, in the order of all of them: those that CloudHSM has made of it here, no copies of another region's. */
export function ownBackups(backups: readonly BackupFact[], { id }: { id: string }): BackupFact[] {
  return backups.filter(({ clusterId, state, source }) => clusterId === id && state === 'READY' && !source);
}
