import { expect, test } from 'vitest';
import { readAccountFile } from '../../../emulator/account-file/read-account-file.ts';

test('takes an account with everything in it', () => {
  const account = {
    accountId: '210987654321',
    region: 'eu-central-1',
    vpcs: [
      {
        id: 'vpc-0123456789abcdef0',
        subnets: [{ id: 'subnet-0aaa1111aaa1111aa', availabilityZone: 'eu-central-1a', cidr: '10.1.0.0/24', freeAddresses: 3 }],
        securityGroups: [{ id: 'sg-0e6e55e6e55e6e55e', egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' }] }],
        nat: false,
        endpoints: ['s3'],
      },
      {
        id: 'vpc-0fedcba9876543210',
        owner: '999988887777',
        subnets: [{ id: 'subnet-0bbb2222bbb2222bb', availabilityZone: 'eu-central-1-waw-1a' }],
        securityGroups: [
          {
            id: 'sg-0bbb2222bbb2222bb',
            ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, group: 'sg-0e6e55e6e55e6e55e' }],
            egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, prefixListOf: 's3' }],
          },
        ],
        routeTables: [
          {
            id: 'rtb-0aaa1111aaa1111aa',
            main: true,
            subnets: ['subnet-0bbb2222bbb2222bb'],
            routes: [
              { destination: '0.0.0.0/1', target: 'tgw-0123456789abcdef0' },
              { destination: 'pl-01234567', target: 'tgw-0123456789abcdef0', blackhole: true },
              { destination: '10.0.0.0/8', target: 'pcx-0123456789abcdef0', reaches: ['ecr.api'] },
            ],
          },
        ],
        endpoints: [
          {
            service: 'ecr.api',
            state: 'deleting',
            privateDns: false,
            subnets: ['subnet-0bbb2222bbb2222bb'],
            securityGroups: ['sg-0e6e55e6e55e6e55e'],
          },
          { service: 's3', type: 'Gateway', routeTables: ['rtb-0aaa1111aaa1111aa'] },
        ],
      },
    ],
    zonesWithoutCloudHsm: ['eu-central-1c'],
    certificateAuthorities: [
      { id: '11111111-2222-4333-8444-555555555555', status: 'DISABLED', years: 3 },
      { id: '22222222-2222-4333-8444-555555555555', owner: '999988887777', endsInDays: 0.5 },
    ],
    secrets: [
      {
        name: 'cloudhsm-lifecycle/dev/production/admin',
        value: { username: 'admin', password: 'x' },
        tags: { 'cloudhsm-lifecycle:stage': 'dev' },
      },
      { name: 'cloudhsm-lifecycle/dev/production/application', pendingDeletion: true },
    ],
    parameters: [
      { name: '/app/greeting', value: 'hello' },
      { name: 'zones', value: ['a', 'b'] },
    ],
    clusters: [
      {
        id: 'cluster-aaaaaaaaaaa',
        state: 'DEGRADED',
        stateMessage: 'The cluster is degraded',
        hoursOld: 48,
        subnets: ['subnet-0aaa1111aaa1111aa'],
        certificateDaysLeft: -3,
        ingress: [{ protocol: 'tcp', fromPort: 2223, toPort: 2225 }],
        hsms: [{ availabilityZone: 'eu-central-1a', state: 'DEGRADED', keys: 3, usersAvailable: 7 }],
        backups: [{ hoursOld: 3, state: 'PENDING_DELETION', hoursLeft: 2, sharedWith: '999988887777' }],
        keyStore: {
          ...{ name: 'store', state: 'FAILED', errorCode: 'USER_LOCKED_OUT', throttled: 2 },
          keys: [{ id: '11111111-2222-4333-8444-555555555555', state: 'Disabled' }],
        },
        auditLog: { exists: true, linesLost: 2 },
      },
    ],
    backups: [{ cluster: 'cluster-bbbbbbbbbbb', hoursOld: 3, copyOf: { backup: 'backup-aaaaaaaaaaa', region: 'us-east-1' } }],
    alarms: [{ name: 'alarm', state: 'ALARM', actions: ['arn:aws:sns:eu-central-1:210987654321:topic'] }],
    subscriptions: { topic: [{ protocol: 'sqs', endpoint: 'arn:aws:sqs:eu-central-1:210987654321:queue' }] },
    tables: [{ name: 'table-*', items: [{ key: 'a', list: [1, true, null, { deep: 'b' }] }] }],
    trails: [{ name: 'trail', multiRegion: true, logging: false }],
    quotas: { clusters: 2, customKeyStores: 0 },
    durations: { createHsm: [1, 2] },
    hsmTypes: ['hsm2m.medium', 'hsm1.medium'],
    places: [
      { region: 'us-west-2', zonesWithoutCloudHsm: ['us-west-2c'] },
      { accountId: '999988887777', quotas: { clusters: 1 } },
    ],
  };

  expect(readAccountFile(JSON.stringify(account))).toEqual(account);
});

const subnets = [{ id: 'subnet-0aaa1111aaa1111aa', availabilityZone: 'us-east-1a' }];
const vpc = (rest: object) => ({ vpcs: [{ id: 'vpc-12345678', subnets, ...rest }] });
const ca = { id: '11111111-2222-4333-8444-555555555555' };

test.each<[unknown, string]>([
  [null, 'the file: has to be an object'],
  [[], 'the file: has to be an object'],
  [{ region: 'us-esat-1' }, 'region: is no region of AWS; did you mean us-east-1?'],
  [{ places: [{ regoin: 'us-west-2' }] }, 'places.0.regoin: unknown field; did you mean region?'],
  [{ vpcs: 'x' }, 'vpcs: has to be an array'],
  [{ vpcs: [{ id: 'vpc-12345678' }] }, 'vpcs.0.subnets: has to be an array'],
  [{ vpcs: [{ id: 'mine', subnets: [] }] }, 'vpcs.0.id: has to be an id such as vpc-0123456789abcdef0'],
  [{ quota: {} }, 'quota: unknown field; did you mean quotas?'],
  [vpc({ endpoint: [] }), 'vpcs.0.endpoint: unknown field; did you mean endpoints?'],
  [vpc({ securityGroups: [{ id: 'sg-12345678', egres: [] }] }), 'vpcs.0.securityGroups.0.egres: unknown field; did you mean egress?'],
  [{ accountId: '12' }, 'accountId: has to be 12 digits'],
  [{ region: 'mars' }, 'region: is no region of AWS, such as us-east-1'],
  [
    { certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', colour: 'red' }] },
    'certificateAuthorities.0.colour: unknown field; known here are id, owner, type, status, keyAlgorithm, usageMode, commonName, years, endsInDays',
  ],
  [{ quotas: { clusters: 'two' } }, 'quotas.clusters: has to be a number'],
  [{ quotas: { clusters: -1 } }, 'quotas.clusters: has to be 0 or more'],
  [{ durations: { createHsm: 5 } }, 'durations.createHsm: has to be an array [shortest, longest]'],
  [{ durations: { createHsm: [5, 1] } }, 'durations.createHsm: has to be [shortest, longest]'],
  [{ zonesWithoutCloudHsm: ['a'] }, 'zonesWithoutCloudHsm.0: has to be a zone such as us-east-1a or us-east-1-bos-1a'],
  [
    vpc({ endpoints: [{ state: 'gone' }] }),
    expect.stringMatching(/^vpcs\.0\.endpoints\.0: has to be a service such as ecr\.api, or/) as never,
  ],
  [vpc({ routeTables: [] }), 'vpcs.0.routeTables: has to be 1 or more items'],
  [{ durations: { createHsm: [1, 2, 3] } }, 'durations.createHsm: has to be 2 or less items'],
  [vpc({ subnets: [{ ...subnets[0], cidr: '10.0.0.0/33' }] }), 'vpcs.0.subnets.0.cidr: has to be a range such as 10.0.0.0/24'],
  [vpc({ subnets: [{ ...subnets[0], cidr: '300.0.0.0/24' }] }), 'vpcs.0.subnets.0.cidr: has to be a range such as 10.0.0.0/24'],
  [
    { backups: [{ cluster: 'cluster-aaaaaaaaaaa', hoursOld: 1, copyOf: { backup: 'backup-aaaaaaaaaaa', region: 'us-esat-1' } }] },
    'backups.0.copyOf.region: is no region of AWS; did you mean us-east-1?',
  ],
  [
    vpc({ routeTables: [{ id: 'rtb-12345678', subnets: ['subnet-12345678'] }] }),
    'vpcs.0.routeTables.0.subnets.0: names no subnet of this VPC',
  ],
  [vpc({ nat: true, routeTables: [{ id: 'rtb-12345678' }] }), 'vpcs.0.nat: says what routeTables say themselves: leave one of them out'],
  [
    vpc({ endpoints: [{ service: 's3', routeTables: ['rtb-12345678'] }] }),
    'vpcs.0.endpoints.0.routeTables.0: names no route table of this VPC',
  ],
  [
    { certificateAuthorities: [{ ...ca, years: 1, endsInDays: 1 }] },
    'certificateAuthorities.0.endsInDays: says when it ends, and so does years: leave one of them out',
  ],
  [{ clusters: [{ id: 'mine' }] }, 'clusters.0.id: has to be cluster- and 11 characters a to z or 2 to 7'],
  [{ clusters: [{ id: 'cluster-aaaaaaaaaaa', hsm: [] }] }, 'clusters.0.hsm: unknown field; did you mean hsms?'],
  [{ clusters: [{ id: 'cluster-aaaaaaaaaaa', backups: [{}] }] }, 'clusters.0.backups.0.hoursOld: has to be a number'],
  [{ trails: [{ name: 'trail', multiregion: true }] }, 'trails.0.multiregion: unknown field; did you mean multiRegion?'],
  [
    { parameters: [{ name: 'a/b', value: 'x' }] },
    'parameters.0.name: has to be the name of a parameter, such as /app/size: letters, digits and _.-',
  ],
  [{ parameters: [{ name: 'a', value: 3 }] }, 'parameters.0.value: has to be a text or a list of texts'],
  [{ secrets: [{ name: 'a b' }] }, 'secrets.0.name: has to be the name of a secret: letters, digits and /_+=.@!-'],
  [{ accountId: '1', region: 'x' }, 'accountId: has to be 12 digits\nregion: is no region of AWS, such as us-east-1'],
])('refuses %j in words', (account, message) => {
  expect(() => readAccountFile(JSON.stringify(account))).toThrow(expect.objectContaining({ message }));
});

test.each<[string, string]>([
  [
    JSON.stringify({ subscriptions: { alarms: [{ protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:123456789012:q', endpont: 'x' }] } }),
    'subscriptions.alarms.0.endpont: unknown field; did you mean endpoint?',
  ],
  [
    JSON.stringify(vpc({ endpoints: [{ service: 's3', privatDns: true }] })),
    'vpcs.0.endpoints.0.privatDns: unknown field; did you mean privateDns?',
  ],
  [JSON.stringify({ certificateAuthorities: [{ ...ca, years: 0 }] }), 'certificateAuthorities.0.years: has to be more than 0'],
  [
    JSON.stringify({ clusters: [{ id: 'cluster-aaaaaaaaaaa', keyStore: { name: '' } }] }),
    'clusters.0.keyStore.name: has to be 1 or more characters',
  ],
  [
    JSON.stringify({ clusters: [{ id: 'cluster-aaaaaaaaaaa', certificateDaysLeft: 1e300 }] }),
    'clusters.0.certificateDaysLeft: has to be 36500 or less',
  ],
  [JSON.stringify({ durations: { createHsm: [1, 1e15] } }), 'durations.createHsm.1: has to be 31536000 or less'],
  ['{"quotas":{"clusters":1e400}}', 'quotas.clusters: has to be a number'],
  [
    JSON.stringify({ clusters: [{ id: 'cluster-aaaaaaaaaaa', ingress: [{ protocol: 'all' }] }] }),
    'clusters.0.ingress.0.protocol: has to be "tcp" or "udp" or "icmp" or "icmpv6" or "-1"',
  ],
  [JSON.stringify(vpc({ subnets: [{ ...subnets[0], cidr: '10.0.0.0/8' }] })), 'vpcs.0.subnets.0.cidr: has to be between a /16 and a /28'],
  [
    '{"secrets":[{"name":"a","tags":{"__proto__":"x"}}]}',
    'the file: programs take __proto__ for something else: give what is called so another name',
  ],
])('refuses %s in words', (text, message) => {
  expect(() => readAccountFile(text)).toThrow(expect.objectContaining({ message }));
});

test('compares the ranges of as many subnets as a VPC has, and refuses more', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `subnet-${index.toString(16).padStart(8, '0')}`,
      availabilityZone: 'us-east-1a',
      cidr: `10.0.${index >> 2}.${(index & 3) * 64}/26`,
    }));
  expect(readAccountFile(JSON.stringify(vpc({ subnets: many(200) }))).vpcs?.[0]?.subnets).toHaveLength(200);
  expect(() => readAccountFile(JSON.stringify(vpc({ subnets: many(3000) })))).toThrow('vpcs.0.subnets: has to be 200 or less items');
});

test('reads over the mark that some editors put before everything', () => {
  expect(readAccountFile('\ufeff{ "region": "us-west-2" }')).toEqual({ region: 'us-west-2' });
});

test('says that a text is no JSON, and names ten mistakes of many', () => {
  expect(() => readAccountFile('{')).toThrow(/^the file: is not JSON \(/);
  const zones = Array.from({ length: 12 }, () => 'nowhere');
  expect(() => readAccountFile(JSON.stringify({ zonesWithoutCloudHsm: zones }))).toThrow(/^(zonesWithoutCloudHsm.*\n){10}and 2 more$/);
});
