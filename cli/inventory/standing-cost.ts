import type { Cluster } from '../../core/cloudhsm/cluster.ts';
import { type Cost, environmentCost } from '../../core/pricing.ts';
import { standingHsms } from '../../core/standing.ts';

/** What an environment costs as it stands; null where nothing does. Its key store stays, and is billed, where its cluster is gone. */
export function standingCost(region: string, cluster: Cluster | undefined, hasKeyStore: boolean, keys: number): Cost | null {
  if (!cluster) return hasKeyStore ? environmentCost(region, noHsms, 0, keys) : null;
  return environmentCost(region, cluster.hsmType, standingHsms(cluster).length, keys);
}

/** Of none the price is the same, whatever they would be. */
const noHsms = 'hsm2m.medium';
