import { environmentCost } from '../pricing.ts';
import type { ClusterFact } from './facts/facts.ts';

/** USD an hour for what stands of a cluster. */
export function liveCost(region: string, { hsmType, hsms }: Pick<ClusterFact, 'hsmType' | 'hsms'>): number {
  return environmentCost(region, hsmType, hsms.length, 0).perHour;
}
