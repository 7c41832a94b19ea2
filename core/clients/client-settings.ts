import { setting } from '../aws/setting.ts';
import { activeHsms } from '../cloudhsm/active-hsms.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import { invalidRequest } from '../request/refusals.ts';

/** With fewer HSMs the check of keys would stop hosts when one of them goes. */
const hsmsForCheck = 3;

/**
 * Whether hosts use only keys that stand on two HSMs. One that CloudHSM is replacing now takes no protection away for as long as the hosts
 * are configured so.
 *
 * @param asked HSMs that the file asks for, where it is known
 */
export function availabilityCheck(active: number, asked = 0): 'on' | 'off' {
  return Math.max(active, asked) < hsmsForCheck ? 'off' : 'on';
}

/** The parameters of the document, which are the settings of the script. None of them is secret. */
export function clientSettings(
  cluster: Cluster,
  { clients, hsmCount }: Environment,
  version: string,
  customerCa: string,
): Record<string, string> {
  const addresses = activeHsms(cluster)
    .map(({ ip }) => ip)
    .toSorted();
  return {
    Version: version,
    ClusterId: cluster.clusterId,
    Region: setting('AWS_REGION'),
    Addresses: addresses.join(' '),
    AvailabilityCheck: availabilityCheck(addresses.length, hsmCount),
    Unverified: clients?.unverified ? 'yes' : 'no',
    CustomerCa: customerCa.trim(),
  };
}

/**
 * The version of Client SDK 5 that the file asks for, or the newest whose packages can be checked.
 *
 * @throws LifecycleError InvalidEnvironment
 */
export function clientVersion({ name, clients }: Environment): string {
  const known = setting('CLIENT_VERSIONS').split(',');
  const version = clients?.version ?? known.at(-1)!;
  if (known.includes(version) || clients?.unverified) return version;
  throw invalidRequest(name, [
    {
      path: 'clients.version',
      problem: `no SHA-256 is known of Client SDK ${version}`,
      remedy: `write ${known.join(' or ')}, or set clients.unverified to true to take it as it comes`,
    },
  ]);
}
