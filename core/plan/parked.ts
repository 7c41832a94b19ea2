import { liveHsms } from '../cloudhsm/hsm.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { Found } from './found.ts';

/** A run that wants HSMs is refused while the environment is parked. */
export function parkedProblems({ name, hsmCount }: Environment, { cluster, parking }: Pick<Found, 'cluster' | 'parking'>): Problem[] {
  if (!cluster || !parking || liveHsms(cluster).length > 0) return [];
  const remedy = `\`npx hsm scale ${name} --hsms ${hsmCount}\` brings it back`;
  return [{ path: 'cluster', problem: 'the environment is parked: it has no HSM', remedy }];
}
