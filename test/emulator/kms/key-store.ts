import { KMSClient } from '@aws-sdk/client-kms';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { AccountFile } from '../../../emulator/kernel/account.ts';
import type { Cluster, Hsm } from '../../../emulator/services/cloudhsmv2/cluster.ts';
import { ClusterKeys } from '../../../emulator/services/cloudhsmv2/cluster-keys.ts';
import { connection, localAws } from '../../local-aws.ts';

/** kmsuser's password as people set it. */
export const password = 'kmsuserPassword1';

let trustAnchor: Promise<string> | undefined;

/** The default CA's own certificate, PEM: what the hand-made clusters were initialized with. It is the same in every run of a seed. */
function trustAnchorOf({ home }: Emulator): Promise<string> {
  const [authority] = home.acmPca.authorities.values();
  trustAnchor ??= authority!.installed!.certificate();
  return trustAnchor;
}

/** An ACTIVE cluster with kmsuser and an ACTIVE HSM in each of so many zones, put there by hand. */
export async function activeCluster(emulator: Emulator, clusterId = 'cluster-aaaaaaaaaaa', hsms = 2): Promise<Cluster> {
  const { home } = emulator;
  const subnets = ['subnet-0a000001', 'subnet-0a000002', 'subnet-0a000003'].map((id) => home.ec2.subnet(id)!);
  const rule = { protocol: 'tcp', fromPort: 2223, toPort: 2225, groupId: 'self' };
  const { vpcId } = subnets[0]!;
  const cluster: Cluster = {
    clusterId,
    hsmType: 'hsm2m.medium',
    mode: 'FIPS',
    networkType: 'IPV4',
    state: 'ACTIVE',
    stateMessage: '',
    createdAt: home.clock.date(),
    vpcId,
    securityGroupId: home.ec2.createSecurityGroup({ groupName: clusterId, description: '', vpcId, ingress: [rule], egress: [rule] }),
    subnetMapping: Object.fromEntries(subnets.map(({ availabilityZone, subnetId }) => [availabilityZone, subnetId])),
    backupRetentionDays: 90,
    history: clusterId,
    tags: new Map(),
    hsms: subnets
      .slice(0, hsms)
      .map(({ availabilityZone, subnetId }, index) => activeHsm(`hsm-aaaaaaaaaa${'abc'[index]}`, availabilityZone, subnetId)),
    certificates: {},
    trustAnchor: await trustAnchorOf(emulator),
    activated: true,
    preCoPassword: '',
    hsmsMade: {},
    dailyBackups: 0,
    keys: new ClusterKeys(),
    keysMade: 0,
  };
  home.cloudhsmv2.clusters.set(clusterId, cluster);
  return cluster;
}

export function activeHsm(hsmId: string, availabilityZone: string, subnetId: string): Hsm {
  const users: Hsm['users'] = [{ username: 'kmsuser', role: 'crypto-user', password, badLogins: 0, locked: false }];
  return {
    hsmId,
    eniId: `eni-${hsmId}`,
    eniIp: '10.0.0.4',
    eniShownAt: 0,
    availabilityZone,
    subnetId,
    state: 'ACTIVE',
    stateMessage: '',
    users,
    sessions: new Set<string>(),
    audited: 0,
  };
}

/** A local AWS with such a cluster, and what CreateCustomKeyStore takes for it. */
export async function kmsWithCluster(account: AccountFile = {}) {
  const emulator = await localAws({ account });
  const cluster = await activeCluster(emulator);
  const kms = new KMSClient(connection(emulator));
  const input = {
    CustomKeyStoreName: 'hsm-keys',
    CloudHsmClusterId: cluster.clusterId,
    TrustAnchorCertificate: cluster.trustAnchor!,
    KeyStorePassword: password,
  };
  return { emulator, home: emulator.home, cluster, kms, input };
}
