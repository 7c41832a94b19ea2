import type { Backup } from './backup.ts';
import type { Cluster } from './cluster.ts';
import type { Fates } from './fates.ts';
import type { CloudHsmNeeds } from './needs.ts';
import type { CloudHsmSettings } from './settings.ts';

/** The clusters and backups of a place, for what works on them. */
export interface Inventory {
  readonly place: CloudHsmNeeds;
  readonly clusters: Map<string, Cluster>;
  readonly backups: Map<string, Backup>;
  readonly settings: CloudHsmSettings;
  readonly fates: Fates;
}
