import { alarmPrefix, dashboardName } from '../../core/alarms/names.ts';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { Rig } from './rig.ts';
import type { Scenario } from './scenario.ts';

/**
 * Whether an environment is as its file asks, looked at from inside AWS, where nothing is late.
 *
 * @returns what is missing, in words
 */
export function missing(rig: Rig, { file, gone, disconnected }: Pick<Scenario, 'file' | 'gone' | 'disconnected'>): string[] {
  const { home } = rig;
  if (gone) return left(rig, file.name);
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
      store?.state !== (file.hsmCount === 0 || disconnected ? 'DISCONNECTED' : 'CONNECTED') &&
      `the key store is ${store?.state ?? 'missing'}`,
    file.keyStore && keys.length !== file.keyStore.keys.length && `${keys.length} of ${file.keyStore.keys.length} keys are enabled`,
    ...users.flatMap((user) =>
      active
        .filter(({ users: onHsm }) => onHsm.find(({ username }) => username === user)?.password !== passwordOf(home, file.name, user))
        .map(({ hsmId }) => `${user} does not have the password of its secret on ${hsmId}`),
    ),
  ].filter((one): one is string => typeof one === 'string');
}

/** What is left of an environment that is torn down, beside its backups and secrets. */
function left(rig: Rig, name: string): string[] {
  const { cloudwatch, kms } = rig.home;
  const stores = [...kms.customKeyStores.values()].filter((store) => store.name === name);
  const alarms = [...cloudwatch.alarms.all.keys()].filter((alarm) => alarm.startsWith(alarmPrefix('dev', name)));
  return [
    ...rig.clusters(name).map(({ clusterId }) => `${clusterId} stands`),
    ...stores.map(({ id }) => `the key store ${id} stands`),
    ...alarms.map((alarm) => `the alarm ${alarm} stands`),
    ...(cloudwatch.dashboards.has(dashboardName('dev', name)) ? ['the dashboard stands'] : []),
  ];
}

function passwordOf(home: AwsPlace, environment: string, user: string): string | undefined {
  const secret = [...home.secretsManager.secrets.values()].find(({ name }) => name.endsWith(`/${environment}/${user}`));
  const current = secret && [...secret.versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
  return current && (JSON.parse(current.secretString ?? '{}') as { password?: string }).password;
}
