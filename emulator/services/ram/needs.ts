import type { Place } from '../../service/place.ts';

/** What may be shared here: CloudHSM's backups. */
export interface RamPlace extends Place {
  readonly cloudhsmv2: { readonly backups: ReadonlyMap<string, { backupId: string; policy?: string }> };
}
