import type { Cluster, Hsm } from '@aws-sdk/client-cloudhsm-v2';

export const clusterId = 'cluster-aaaaaaaaaaa';
export const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

type Described = Cluster & { Mode?: string };

/** A cluster as DescribeClusters shows it: of the environment `production`, ACTIVE and without HSMs unless told. */
export function describedCluster({ tags = {}, ...changes }: Partial<Described> & { tags?: Record<string, string> } = {}): Described {
  const allTags = { 'cloudhsm-lifecycle:environment': 'production', 'cloudhsm-lifecycle:stage': 'dev', ...tags };
  return {
    ClusterId: clusterId,
    State: 'ACTIVE',
    HsmType: 'hsm2m.medium',
    Mode: 'FIPS',
    SecurityGroup: 'sg-0c1c1c1c1c1c1c1c1',
    VpcId: 'vpc-00000001',
    SubnetMapping: {
      'us-east-1a': 'subnet-0aaa1111aaa1111aa',
      'us-east-1b': 'subnet-0bbb2222bbb2222bb',
      'us-east-1c': 'subnet-0ccc3333ccc3333cc',
    },
    BackupRetentionPolicy: { Type: 'DAYS', Value: '90' },
    Hsms: [],
    TagList: Object.entries(allTags).map(([Key, Value]) => ({ Key, Value })),
    Certificates: {},
    ...changes,
  };
}

/** An HSM as DescribeClusters shows it; `number` makes its ids. */
export function describedHsm(number: number, changes: Partial<Hsm> = {}): Hsm {
  return {
    HsmId: `hsm-aaaaaaaaaa${number}`,
    EniId: `eni-0000000${number}`,
    EniIp: `10.0.0.${number}`,
    AvailabilityZone: zones[(number - 1) % 3],
    ClusterId: clusterId,
    State: 'ACTIVE',
    ...changes,
  };
}
