import { expect, test } from 'vitest';
import { readAccountFile } from '../../../emulator/account-file/read-account-file.ts';

const subnets = [{ id: 'subnet-0aaa1111aaa1111aa', availabilityZone: 'us-east-1a' }];
const vpc = (rest: object) => ({ vpcs: [{ id: 'vpc-12345678', subnets, ...rest }] });
const cluster = { id: 'cluster-aaaaaaaaaaa', subnets: ['subnet-0aaa1111aaa1111aa'] };
const backup = { id: 'backup-aaaaaaaaaaa', hoursOld: 1 };
const withStore = (one: object) => ({ ...one, keyStore: { name: 'store', keys: [{ id: '11111111-2222-4333-8444-555555555555' }] } });
const second = { id: 'subnet-0bbb2222bbb2222bb', availabilityZone: 'us-east-1a' };

test.each<[string, object, string]>([
  ['a zone of another region', { region: 'us-west-2', ...vpc({}) }, 'vpcs.0.subnets.0.availabilityZone: is no zone of us-west-2'],
  ['a subnet twice', vpc({ subnets: [...subnets, ...subnets] }), 'vpcs.0.subnets.1: has the id of another one'],
  ['a cluster twice', { clusters: [cluster, cluster] }, 'clusters.1: has the id of another one'],
  [
    'a parameter twice',
    {
      parameters: [
        { name: '/a', value: 'x' },
        { name: '/a', value: 'y' },
      ],
    },
    'parameters.1: has the name of another one',
  ],
  ['a secret twice', { secrets: [{ name: 'a' }, { name: 'a' }] }, 'secrets.1: has the name of another one'],
  [
    'its home as another place',
    { places: [{ quotas: { clusters: 1 } }] },
    'places.0: has the account and the region of another one, or of the file itself: give it others',
  ],
  [
    'a cluster in a subnet that is not there',
    { ...vpc({}), clusters: [{ ...cluster, subnets: [second.id] }] },
    'clusters.0.subnets.0: names no subnet of vpcs',
  ],
  [
    'a cluster with two subnets of a zone',
    { ...vpc({ subnets: [...subnets, second] }), clusters: [{ id: cluster.id }] },
    'clusters.0.subnets: have to be one for each zone; there is another one in us-east-1a',
  ],
  [
    'a cluster in two VPCs',
    {
      vpcs: [...vpc({}).vpcs, { id: 'vpc-23456789', subnets: [{ ...second, availabilityZone: 'us-east-1b' }] }],
      clusters: [{ id: cluster.id }],
    },
    'clusters.0.subnets: have to be in one VPC',
  ],
  [
    'an HSM outside of its cluster’s subnets',
    { ...vpc({}), clusters: [{ ...cluster, hsms: [{ availabilityZone: 'us-east-1b' }] }] },
    'clusters.0.hsms.0.availabilityZone: is no zone of the cluster’s subnets',
  ],
  [
    'an HSM outside of the zones of the VPC that is there without vpcs',
    { region: 'us-east-1', clusters: [{ id: cluster.id, hsms: [{ availabilityZone: 'us-east-1d' }] }] },
    'clusters.0.hsms.0.availabilityZone: has to be a zone of the cluster’s subnets: us-east-1a, us-east-1b, us-east-1c',
  ],
  [
    'an HSM in another region, in subnets of the VPC that is there without vpcs',
    { region: 'us-west-2', clusters: [{ ...cluster, hsms: [{ availabilityZone: 'us-east-1a' }] }] },
    'clusters.0.hsms.0.availabilityZone: has to be a zone of the cluster’s subnets: us-west-2a',
  ],
  [
    'an HSM in a zone that no subnet of its cluster gets without vpcs',
    {
      region: 'us-east-1',
      clusters: [cluster, { id: 'cluster-bbbbbbbbbbb', subnets: [second.id], hsms: [{ availabilityZone: 'us-east-1a' }] }],
    },
    'clusters.1.hsms.0.availabilityZone: has to be a zone of the cluster’s subnets: us-east-1b',
  ],
  ...(['clusters', 'hosts'] as const).map((kind): [string, object, string] => {
    const one = { clusters: { id: cluster.id }, hosts: { id: 'i-12345678', platform: 'amzn 2023' } }[kind];
    return [`one of ${kind} twice`, { [kind]: [one, one] }, `${kind}.1: has the id of another one`];
  }),
  ...(['alarms', 'tables', 'trails'] as const).map((kind): [string, object, string] => {
    const one = { name: 'same', ...(kind === 'tables' && { items: [] }) };
    return [`a name of ${kind} twice`, { [kind]: [one, one] }, `${kind}.1: has the name of another one`];
  }),
  ...(['securityGroups', 'routeTables'] as const).map((kind): [string, object, string] => {
    const one = { id: kind === 'routeTables' ? 'rtb-12345678' : 'sg-12345678' };
    return [`one of ${kind} twice`, vpc({ [kind]: [one, one] }), `vpcs.0.${kind}.1: has the id of another one`];
  }),
  [
    'a backup of two clusters, and of none',
    {
      clusters: [
        { ...cluster, backups: [backup] },
        { id: 'cluster-bbbbbbbbbbb', backups: [backup] },
      ],
      backups: [{ ...backup, cluster: 'cluster-ccccccccccc' }],
    },
    'clusters.1.backups.0: has the id of another one\nbackups.0: has the id of another one',
  ],
  [
    'a key store and a key twice',
    { clusters: [withStore(cluster), withStore({ id: 'cluster-bbbbbbbbbbb' })] },
    'clusters.1.keyStore.keys.0: has the id of another one\nclusters.1.keyStore.name: has the name of another one',
  ],
  [
    'a key store over a cluster that is not activated',
    { clusters: [withStore({ ...cluster, state: 'INITIALIZED' })] },
    'clusters.0.keyStore: needs a cluster that is activated, and this one is INITIALIZED',
  ],
  [
    'a key store over a cluster without a certificate',
    { clusters: [withStore({ ...cluster, certificateDaysLeft: null })] },
    'clusters.0.keyStore: needs a cluster that is activated, and this one has no certificate: its certificateDaysLeft is null',
  ],
  [
    'an error of a key store that is connected',
    { clusters: [{ ...cluster, keyStore: { name: 'store', errorCode: 'USER_LOCKED_OUT' } }] },
    'clusters.0.keyStore.errorCode: is of a key store whose state is "FAILED"',
  ],
  [
    'a second HSM and a backup before activation',
    {
      clusters: [
        {
          ...{ ...cluster, state: 'UNINITIALIZED', backups: [{ hoursOld: 1 }] },
          hsms: [{ availabilityZone: 'us-east-1a' }, { availabilityZone: 'us-east-1a' }],
        },
      ],
    },
    'clusters.0.backups: are there from activation on, and this cluster is UNINITIALIZED\n' +
      'clusters.0.hsms.1: is a second HSM, which has to wait for activation, and this cluster is UNINITIALIZED',
  ],
  [
    'a mode that its HSMs do not have',
    { clusters: [{ ...cluster, hsmType: 'hsm1.medium', mode: 'NON_FIPS' }] },
    'clusters.0.mode: has to be "FIPS": hsm1.medium has no other',
  ],
  [
    'a backup that is older than its cluster, about to be deleted, and a copy of its own region',
    {
      clusters: [
        {
          ...{ ...cluster, hoursOld: 5 },
          backups: [{ hoursOld: 6, hoursLeft: 1, copyOf: { backup: 'backup-aaaaaaaaaaa', region: 'us-east-1' } }],
        },
      ],
    },
    'clusters.0.backups.0.hoursLeft: is of a backup whose state is "PENDING_DELETION", and this one is READY\n' +
      'clusters.0.backups.0.copyOf.region: has to be another region than its own\n' +
      'clusters.0.backups.0.hoursOld: is older than the cluster, whose hoursOld is 5',
  ],
  [
    'a subnet that a cluster names twice',
    { clusters: [{ id: cluster.id, subnets: [second.id, second.id] }] },
    'clusters.0.subnets.1: stands there twice',
  ],
  [
    'ports that end before they begin, half a range, and two peers',
    vpc({
      securityGroups: [
        {
          id: 'sg-12345678',
          egress: [
            { protocol: 'tcp', fromPort: 443, toPort: 80 },
            { protocol: 'tcp', fromPort: 443 },
            { protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '10.0.0.0/8', group: 'sg-12345678' },
          ],
        },
      ],
    }),
    'vpcs.0.securityGroups.0.egress.0.toPort: has to be fromPort or more\n' +
      'vpcs.0.securityGroups.0.egress.1: has one of fromPort and toPort: give both\n' +
      'vpcs.0.securityGroups.0.egress.2: has several of cidr, group and prefixListOf: write a rule for each',
  ],
  [
    'two main route tables, and two of a subnet',
    vpc({
      routeTables: [
        { id: 'rtb-12345678', main: true, subnets: [subnets[0]!.id] },
        { id: 'rtb-23456789', main: true, subnets: [subnets[0]!.id] },
      ],
    }),
    'vpcs.0.routeTables.1.main: is true of another one: a VPC has one\nvpcs.0.routeTables.1.subnets.0: has a route table already',
  ],
  [
    'ranges of subnets that overlap',
    vpc({
      subnets: [
        { ...subnets[0]!, cidr: '10.0.0.0/16' },
        { ...second, availabilityZone: 'us-east-1b', cidr: '10.0.3.0/24' },
      ],
    }),
    'vpcs.0.subnets.1.cidr: overlaps that of another subnet',
  ],
  [
    'more addresses than a range holds, and no range left',
    vpc({
      subnets: [
        { ...subnets[0]!, cidr: '10.0.0.0/16', freeAddresses: 65_532 },
        { ...second, cidr: '172.16.0.0/24' },
        { id: 'subnet-12345678', availabilityZone: 'us-east-1b' },
      ],
    }),
    'vpcs.0.subnets.0.freeAddresses: has to be 65531 or less: its range holds no more\n' +
      'vpcs.0.subnets.2: has no /24 left in 10.0.0.0/16, the range of its VPC: give it a cidr',
  ],
  [
    'more hosts and HSMs than a subnet has addresses',
    {
      ...vpc({ subnets: [{ ...subnets[0]!, freeAddresses: 1 }] }),
      clusters: [{ id: cluster.id, hsms: [{ availabilityZone: 'us-east-1a' }] }],
      hosts: [{ id: 'i-12345678', platform: 'amzn 2023' }],
    },
    'vpcs.0.subnets.0: has 1 free addresses, and 2 hosts and HSMs stand in it: give it more, or put some elsewhere',
  ],
  ...[{ vpcs: [] }, vpc({ subnets: [] })].map((network): [string, object, string] => [
    `a cluster and a host without a subnet in ${JSON.stringify(network)}`,
    { ...network, clusters: [{ id: cluster.id }], hosts: [{ id: 'i-12345678', platform: 'amzn 2023' }] },
    'clusters.0: has no subnet to stand in: declare one in vpcs\nhosts.0: has no subnet to stand in: declare one in vpcs',
  ]),
  [
    'more hosts in a subnet than the VPC that is there without vpcs has addresses for',
    { hosts: Array.from({ length: 252 }, (_, index) => ({ id: `i-${index.toString(16).padStart(8, '0')}`, platform: 'amzn 2023' })) },
    'hosts: are 252 in one subnet, which has 251 addresses: name more subnets',
  ],
  [
    'more subnets than the VPC that is there without vpcs has',
    {
      clusters: [{ id: cluster.id, subnets: Array.from({ length: 198 }, (_, index) => `subnet-${index.toString(16).padStart(8, '0')}`) }],
    },
    'the file: names 198 subnets, and without vpcs 197 are taken to be there: declare vpcs',
  ],
  [
    'two routes to one range',
    vpc({
      routeTables: [
        {
          id: 'rtb-12345678',
          routes: [
            { destination: '0.0.0.0/0', target: 'nat-12345678' },
            { destination: '0.0.0.0/0', target: 'igw-12345678' },
          ],
        },
      ],
    }),
    'vpcs.0.routeTables.0.routes.1: goes where another one goes',
  ],
  [
    'clusters and backups where AWS has no CloudHSM',
    { region: 'cn-north-1', clusters: [{ id: cluster.id }], backups: [{ ...backup, cluster: 'cluster-bbbbbbbbbbb' }] },
    'clusters: are declared in cn-north-1, where AWS has no CloudHSM\nbackups: are declared in cn-north-1, where AWS has no CloudHSM',
  ],
  [
    'a copy from another partition',
    { backups: [{ ...backup, cluster: 'cluster-bbbbbbbbbbb', copyOf: { backup: 'backup-bbbbbbbbbbb', region: 'us-gov-west-1' } }] },
    'backups.0.copyOf.region: has to be a region of aws, as us-east-1 is: nothing is copied between partitions',
  ],
  [
    'a zone of another region without CloudHSM',
    { region: 'us-east-1', zonesWithoutCloudHsm: ['us-west-2a'] },
    'zonesWithoutCloudHsm.0: is no zone of us-east-1',
  ],
  [
    'another account that is its own',
    {
      accountId: '123456789012',
      certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', owner: '123456789012' }],
    },
    'certificateAuthorities.0.owner: has to be another account than its own: leave it out',
  ],
  [
    'a subscription of another service',
    { subscriptions: { alarms: [{ protocol: 'sqs', endpoint: 'arn:aws:lambda:us-east-1:123456789012:function:f' }] } },
    'subscriptions.alarms.0.endpoint: has to be of the service that protocol names',
  ],
  [
    'a host whose group is in another VPC',
    {
      vpcs: [...vpc({}).vpcs, { id: 'vpc-23456789', subnets: [], securityGroups: [{ id: 'sg-12345678' }] }],
      hosts: [{ id: 'i-12345678', platform: 'amzn 2023', subnet: subnets[0]!.id, securityGroups: ['sg-12345678'] }],
    },
    'hosts.0.securityGroups.0: is in another VPC than its subnet',
  ],
  [
    'a host in a subnet and a group that are not there',
    { ...vpc({}), hosts: [{ id: 'i-12345678', platform: 'amzn 2023', subnet: second.id, securityGroups: ['sg-12345678'] }] },
    'hosts.0.subnet: names no subnet of vpcs\nhosts.0.securityGroups.0: names no security group of vpcs',
  ],
])('refuses what contradicts itself: %s', (_, account, message) => {
  expect(() => readAccountFile(JSON.stringify(account))).toThrow(expect.objectContaining({ message }));
});
