import { activeHsms } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** A cluster that stands is adopted, and an HSM is never removed on the way. */
export function checkStandingCluster(environment: Environment, { own }: Facts): Findings {
  const active = own ? activeHsms(own).length : 0;
  if (active <= environment.hsmCount) return nothing;
  const problem = `the cluster has ${active} active HSMs already`;
  return refused({ path: 'hsmCount', problem, remedy: 'provisioning removes no HSM: ask for as many or more' });
}
