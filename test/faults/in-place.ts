import type { AwsPlace } from '../../emulator/cloud.ts';
import type { EnvironmentFile } from '../workflow/environment-file.ts';
import type { Rig } from './rig.ts';

/**
 * Whether an environment is as its file asks, looked at from inside AWS, where nothing is late.
 *
 * @returns what is missing, in words
 */
export function missing(rig: Rig, file: EnvironmentFile): string[] {
  const { home } = rig;
  const [cluster] = rig.clusters(file.name);
  if (!cluster) return ['there is no cluster'];
  const { clusterId, hsms, state } = cluster;
  const active = hsms.filter((hsm) => hsm.state === 'ACTIVE');
  const backups = [...home.cloudhsmv2.backups.values()].filter((backup) => backup.clusterId === clusterId && backup.state === 'READY');
  const store = [...home.kms.customKeyStores.values()].find((one) => one.clusterId === clusterId);
  const keys = [...home.kms.keys.values()].filter(({ customKeyStoreId, enabled, deletionDate }) => {
    return customKeyStoreId === store?.id && enabled && !deletionDate;
  });
  const users = ['admin', ...(file.cryptoUsers ?? [])];
  return [
    state !== 'ACTIVE' && `the cluster is ${state}`,
    active.length !== file.hsmCount && `${active.length} of ${file.hsmCount} HSMs are ACTIVE`,
    backups.length === 0 && 'there is no READY backup',
    file.keyStore &&
      store?.state !== (file.hsmCount === 0 ? 'DISCONNECTED' : 'CONNECTED') &&
      `the key store is ${store?.state ?? 'missing'}`,
    file.keyStore && keys.length !== file.keyStore.keys.length && `${keys.length} of ${file.keyStore.keys.length} keys are enabled`,
    ...users.flatMap((user) =>
      active
        .filter(({ users: onHsm }) => onHsm.find(({ username }) => username === user)?.password !== passwordOf(home, file.name, user))
        .map(({ hsmId }) => `${user} does not have the password of its secret on ${hsmId}`),
    ),
  ].filter((one): one is string => typeof one === 'string');
}

function passwordOf(home: AwsPlace, environment: string, user: string): string | undefined {
  const secret = [...home.secretsManager.secrets.values()].find(({ name }) => name.endsWith(`/${environment}/${user}`));
  const current = secret && [...secret.versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
  return current && (JSON.parse(current.secretString ?? '{}') as { password?: string }).password;
}
