import { hsmsOfMonth } from '../cost/hsms-of-month.ts';
import { cents, environmentCost, hoursPerMonth, hsmHour } from '../pricing.ts';
import type { ClusterFact, EnvironmentFact } from './facts/facts.ts';

/** USD an hour for what stands of a cluster. */
export function liveCost(region: string, { hsmType, hsms }: Pick<ClusterFact, 'hsmType' | 'hsms'>): number {
  return environmentCost(region, hsmType, hsms.length, 0).perHour;
}

/** USD a month for it, as it stands, or is parked by the clock. */
export function monthlyCost(
  region: string,
  { hsmType, hsms }: Pick<ClusterFact, 'hsmType' | 'hsms'>,
  file: EnvironmentFact['file'],
): number {
  return cents(hsmsOfMonth(hsms.length, file) * hsmHour(region, hsmType).price * hoursPerMonth);
}
