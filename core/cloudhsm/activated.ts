import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';
import { hasAdmin } from './life.ts';

/**
 * What goes beyond a cluster's first HSM wants an administrator, whom provisioning makes: users, other HSMs, a key store, hosts.
 *
 * @param what what is done with it, and why an activated one is wanted for it
 * @throws LifecycleError EnvironmentIncomplete where it was never activated
 */
export function requireActivated(cluster: Cluster, { doing, whatFor }: { doing: string; whatFor: string }): void {
  if (hasAdmin(cluster) !== 'no') return;
  throw new LifecycleError('EnvironmentIncomplete', {
    doing,
    to: cluster.clusterId,
    problem: `it was never activated, ${whatFor}`,
    remedy: 'provision the environment, which goes on from where it was; then start the workflow again, where it is still wanted',
  });
}
