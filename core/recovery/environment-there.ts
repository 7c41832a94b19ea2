import type { Environment } from '../environment/environment.ts';

/** An environment's file for the region in which it is restored: the network is that one's, and nothing is brought on from there. */
export function environmentThere(environment: Environment): Environment {
  const { recovery, cluster: _ofItsOwnRegion, activation, ...rest } = environment;
  if (!recovery) return environment;
  return { ...rest, subnetIds: recovery.subnetIds, activation: { ...activation, securityGroupIds: recovery.securityGroupIds } };
}
