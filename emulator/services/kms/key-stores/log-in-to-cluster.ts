import type { Cluster, Hsm } from '../../cloudhsmv2/cluster.ts';
import type { KmsNeeds } from '../needs.ts';
import { activeHsms, clusterOf, hasDefaultRules } from './cluster-requirements.ts';
import type { ConnectionErrorCode, CustomKeyStore } from './custom-key-store.ts';
import { kmsuserOn, logIn } from './kmsuser.ts';
import { tellCluster } from './tell-cluster.ts';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * What KMS does in a store's cluster while it connects: reaches it, logs in as kmsuser on every ACTIVE HSM, and gives kmsuser a
 * password that only KMS knows.
 *
 * @returns why it cannot; undefined where it is logged in
 */
export function logInToCluster(place: KmsNeeds, store: CustomKeyStore): ConnectionErrorCode | undefined {
  const cluster = clusterOf(place, store.clusterId);
  if (!cluster) return 'CLUSTER_NOT_FOUND';
  const hsms = activeHsms(cluster);
  if (hsms.length === 0) return 'INSUFFICIENT_CLOUDHSM_HSMS';
  const unreachable = networkProblem(place, cluster, hsms);
  if (unreachable) return unreachable;
  const users = hsms.map(kmsuserOn);
  if (users.includes(undefined)) return 'USER_NOT_FOUND';
  if (users.some((user) => user!.locked)) return 'USER_LOCKED_OUT';
  const loggedIn = users.map((user) => logIn(user!, store.kmsuserPassword));
  const user = { username: 'kmsuser', role: 'crypto-user' };
  const refused = loggedIn.includes(false);
  place.cloudhsmv2.audit(cluster, hsms, { opcode: 'CN_LOGIN', response: refused ? 'wrong password' : 'success', user });
  if (refused) return 'INVALID_CREDENTIALS';
  place.cloudhsmv2.audit(cluster, hsms, { opcode: 'CN_CHANGE_PSWD', user });
  store.kmsuserPassword = place.random.text(32, alphanumeric, 'kmsuser', store.id, store.attempts);
  for (const user of users) user!.password = store.kmsuserPassword;
  store.sessions = new Set(hsms.map(({ hsmId }) => hsmId));
  tellCluster(place, store);
  return undefined;
}

/** *Assumed*: KMS is in every subnet of the cluster, and connects from each of them to every HSM. */
function networkProblem(place: KmsNeeds, cluster: Cluster, hsms: Hsm[]): ConnectionErrorCode | undefined {
  const subnetIds = Object.values(cluster.subnetMapping);
  const subnets = subnetIds.map((id) => place.ec2.subnet(id));
  if (subnets.includes(undefined)) return 'SUBNET_NOT_FOUND';
  if (subnets.some((subnet) => subnet!.freeAddresses < 1)) return 'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET';
  const reached = subnetIds.every((subnetId) =>
    hsms.every((hsm) => place.ec2.aclsLetThrough({ subnetId }, { subnetId: hsm.subnetId, ip: hsm.eniIp }, [2223, 2225])),
  );
  return reached && hasDefaultRules(place, cluster.securityGroupId) ? undefined : 'NETWORK_ERRORS';
}
