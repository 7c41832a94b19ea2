import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { KeyStore } from './key-store.ts';

type Tied = Pick<KeyStore, 'keyStoreId' | 'clusterId'>;

/** As KMS counts them: what may pass by itself is tried again, whatever needs somebody is told at once. */
interface Code {
  /** Seconds before another try; undefined where none is made. */
  again?: number;
  /** Whether provisioning mends it, which sets kmsuser up on every HSM and makes the HSMs that are missing. */
  mended?: true;
  /** What to do where it stays so. The key store is DISCONNECTED by then. */
  remedy: (tied: Tied) => string;
}

const provision = 'provision the environment again';
const resets = `${provision}: while the key store is disconnected, that gives kmsuser the password of its secret on every HSM before KMS connects`;
/** No run restores a backup: that is said, and no more is promised. */
const another = ({ keyStoreId, clusterId }: Tied) =>
  `the keys come back with a cluster that people restore from a backup (\`aws cloudhsmv2 describe-backups --filters clusterIds=${clusterId}\` lists them) in subnets that exist, with two HSMs in two availability zones, and give to the key store ${keyStoreId} (UpdateCustomKeyStore, CloudHsmClusterId); this workflow cannot do it, and starting it again does not help`;

/**
 * Every ConnectionErrorCode of KMS.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html
 */
const codes: Record<string, Code> = {
  INVALID_CREDENTIALS: { mended: true, remedy: () => `the password that KMS was given is not kmsuser's: ${resets}` },
  USER_NOT_FOUND: {
    mended: true,
    remedy: () => `kmsuser is missing on an HSM: ${provision}: that makes kmsuser on every HSM before KMS connects`,
  },
  USER_LOCKED_OUT: { mended: true, remedy: () => `kmsuser is locked after bad logins: ${resets}, which unlocks it` },
  USER_LOGGED_IN: {
    remedy: () => `somebody is logged in as kmsuser: end that session (\`logout\` in their cloudhsm-cli), then ${resets}`,
  },
  INSUFFICIENT_CLOUDHSM_HSMS: {
    again: 180,
    mended: true,
    remedy: ({ clusterId }) =>
      `see which HSMs are ACTIVE (\`aws cloudhsmv2 describe-clusters --filters clusterIds=${clusterId}\`) and ${provision}: it makes those that are missing`,
  },
  CLUSTER_NOT_FOUND: {
    again: 180,
    remedy: (tied) => `the cluster ${tied.clusterId} is gone (CloudTrail says who has deleted it): ${another(tied)}`,
  },
  NETWORK_ERRORS: {
    again: 180,
    remedy: ({ clusterId }) =>
      `see that the security group of the cluster still allows TCP 2223 to 2225 from and to itself (\`aws ec2 describe-security-groups --filters Name=group-name,Values=cloudhsm-cluster-${clusterId}-sg\`) and that no network ACL of its subnets forbids them, then ${provision}`,
  },
  SUBNET_NOT_FOUND: { remedy: (tied) => `a subnet of the cluster was deleted, and a cluster keeps its subnets for life: ${another(tied)}` },
  INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: {
    remedy: ({ clusterId }) =>
      `KMS needs a free address in each private subnet of the cluster (\`aws cloudhsmv2 describe-clusters --filters clusterIds=${clusterId}\` names them, \`aws ec2 describe-subnets\` counts their free addresses): free one, then ${provision}`,
  },
  INTERNAL_ERROR: {
    again: 60,
    remedy: () => `see the AWS Health Dashboard and ${provision} later; if KMS still cannot, ask AWS Support`,
  },
};

/** So often KMS is asked to connect in one run. */
const mostTries = 3;

/** Seconds until KMS is to be asked again after connections that failed with these codes; undefined where it is not. */
export function anotherTry(failures: string[]): number | undefined {
  const last = failures.at(-1);
  if (last === undefined) return 0;
  return failures.length < mostTries ? codes[last]?.again : undefined;
}

/** Whether provisioning mends what connections have failed of. */
export function isMended(failures: string[]): boolean {
  return codes[failures.at(-1) ?? '']?.mended === true;
}

export function connectionFailure(tied: Tied, failures: string[]): LifecycleError {
  const code = failures.at(-1) ?? 'no code';
  const unknown = `look up ${code} in the KMS Developer Guide, "Fixing a custom key store", and ${provision}`;
  return new LifecycleError('KeyStoreConnectionFailed', {
    doing: 'connecting the key store',
    to: tied.keyStoreId,
    problem: `KMS reports ${code}${failures.length > 1 ? `, after ${failures.length} tries (${failures.join(', ')})` : ''}`,
    remedy: codes[code]?.remedy(tied) ?? unknown,
  });
}
