import type { Cluster } from '../../core/cloudhsm/cluster.ts';
import { type Cost, environmentCost } from '../../core/pricing.ts';
import { standingHsms } from '../../core/standing.ts';

/**
 * What an environment costs as it stands; null where nothing does. Its key store stays, and is billed, where its cluster is gone.
 *
 * @param clusters all that carry its name: a second one, which should not be, is billed, too
 */
export function standingCost(region: string, clusters: Cluster[], hasKeyStore: boolean, keys: number): Cost | null {
  const [cluster] = clusters;
  if (!cluster) return hasKeyStore ? environmentCost(region, noHsms, 0, keys) : null;
  return environmentCost(region, cluster.hsmType, clusters.flatMap(standingHsms).length, keys);
}

/** Of none the price is the same, whatever they would be. */
const noHsms = 'hsm2m.medium';
