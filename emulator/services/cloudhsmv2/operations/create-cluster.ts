import type { Operation } from '../../../service/service.ts';
import { transition } from '../../../service/transition.ts';
import { startDailyBackups } from '../backups.ts';
import type { Cluster } from '../cluster.ts';
import { ClusterKeys } from '../cluster-keys.ts';
import { removeCluster } from '../clusters.ts';
import { describeCluster } from '../description.ts';
import { identifier } from '../identifiers.ts';
import { checkClusterQuota } from '../quotas.ts';
import { invalidRequest } from '../refusals.ts';
import { onBackup } from '../resources.ts';
import { type BackupRetentionPolicy, retentionDays, usualRetentionDays } from '../retention.ts';
import { sourceBackup } from '../source-backup.ts';
import type { CloudHsmPlace } from '../state.ts';
import { mapSubnets } from '../subnet-mapping.ts';
import { type Tag, toTags } from '../tags.ts';

interface Input {
  HsmType: string;
  SubnetIds: string[];
  SourceBackupId?: string;
  BackupRetentionPolicy?: BackupRetentionPolicy;
  NetworkType?: 'IPV4' | 'DUALSTACK';
  Mode?: 'FIPS' | 'NON_FIPS';
  TagList?: Tag[];
}

/** Ends UNINITIALIZED or, from a backup, ACTIVE without HSMs. */
export const createCluster: Operation<Input, CloudHsmPlace> = {
  resources: ({ SourceBackupId }, place) => (SourceBackupId === undefined ? ['*'] : onBackup({ BackupId: SourceBackupId }, place)),
  run(input, { place }) {
    const cluster = newCluster(place, input);
    const state = place.cloudhsmv2;
    state.clusters.set(cluster.clusterId, cluster);
    const fate = state.fates.clusters.shift()?.ends;
    transition(place, `create ${cluster.clusterId}`, place.duration('createCluster', cluster.clusterId), () => {
      cluster.state = fate ?? (cluster.activated ? 'ACTIVE' : 'UNINITIALIZED');
      if (fate) cluster.stateMessage = 'The cluster could not be created';
      if (fate === 'ROLLBACK_IN_PROGRESS') removeCluster(state, cluster);
      if (cluster.state === 'ACTIVE') startDailyBackups(state, cluster);
    });
    return { Cluster: describeCluster(place, cluster) };
  },
};

function newCluster(place: CloudHsmPlace, input: Input): Cluster {
  const state = place.cloudhsmv2;
  const { HsmType, SourceBackupId, Mode } = input;
  if (!state.settings.hsmTypes.includes(HsmType)) throw invalidRequest('Provided HsmType is not supported.');
  if (HsmType === 'hsm1.medium' && Mode === 'NON_FIPS') throw invalidRequest('hsm1.medium has no NON_FIPS mode');
  if (HsmType !== 'hsm1.medium' && Mode === undefined) throw invalidRequest('Mode is a required argument for this hsm type.');
  const tags = toTags(input.TagList);
  const backupRetentionDays = input.BackupRetentionPolicy ? retentionDays(input.BackupRetentionPolicy) : usualRetentionDays;
  const { vpcId, subnetMapping } = mapSubnets(place, input.SubnetIds);
  const source = SourceBackupId === undefined ? undefined : sourceBackup(place, SourceBackupId, HsmType, Mode);
  checkClusterQuota(state);
  const clusterId = identifier(place, 'cluster', ++state.clustersMade);
  return {
    clusterId,
    hsmType: HsmType,
    mode: Mode ?? source?.mode ?? 'FIPS',
    networkType: input.NetworkType ?? 'IPV4',
    state: 'CREATE_IN_PROGRESS',
    stateMessage: '',
    createdAt: place.clock.date(),
    vpcId,
    securityGroupId: createSecurityGroup(place, clusterId, vpcId),
    subnetMapping,
    backupRetentionDays,
    sourceBackupId: source?.backupId,
    restoredFrom: source?.content,
    history: source?.content.history ?? clusterId,
    tags,
    hsms: [],
    certificates: { clusterCertificate: source?.content.clusterCertificate },
    trustAnchor: source?.content.trustAnchor,
    activated: source !== undefined,
    quorum: source?.content.quorum,
    preCoPassword: place.random.text(16, 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', 'preco', clusterId),
    hsmsMade: {},
    dailyBackups: 0,
    keys: new ClusterKeys(source?.content.keys),
    keysMade: 0,
  };
}

function createSecurityGroup(place: CloudHsmPlace, clusterId: string, vpcId: string): string {
  const rule = { protocol: 'tcp', fromPort: 2223, toPort: 2225, groupId: 'self' };
  return place.ec2.createSecurityGroup({
    groupName: `cloudhsm-${clusterId}-sg`,
    description: 'CloudHSM managed security group',
    vpcId,
    ingress: [rule],
    egress: [rule],
  });
}
