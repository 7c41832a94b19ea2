import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { DescribedEnvironment } from '../../../cli/inventory/described-environment.ts';
import { environmentTree } from '../../../cli/inventory/environment-tree.ts';
import { listText } from '../../../cli/inventory/list.ts';
import type { ListedEnvironment } from '../../../cli/inventory/listed-environments.ts';
import { standingCost } from '../../../cli/inventory/standing-cost.ts';
import { tree } from '../../../cli/text/tree.ts';
import { toCluster } from '../../../core/cloudhsm/cluster.ts';
import { describedCluster, describedHsm } from '../clusters.ts';

const wide = Number.POSITIVE_INFINITY;
const cost = { perHour: 4.8, perMonth: 3505, currency: 'USD' as const };

const listed = (changes: Partial<ListedEnvironment> = {}): ListedEnvironment => ({
  environment: 'production',
  state: 'ACTIVE',
  cluster: 'cluster-a',
  hsms: { active: 3, asked: 3 },
  parkedSince: null,
  keyStore: { id: 'cks-1', state: 'CONNECTED' },
  work: null,
  requestedAt: '2026-01-05T09:00:00Z',
  cost,
  ...changes,
});

test('lists environments with state, HSMs and cost, and what all of it costs', () => {
  const work = { intent: 'scale', execution: 'arn:execution', since: '2026-01-05T10:00:00Z' };
  const parked = listed({
    environment: 'staging',
    hsms: { active: 0, asked: 0 },
    parkedSince: '2026-01-05T10:04:00Z',
    keyStore: null,
    cost: { perHour: 0, perMonth: 1, currency: 'USD', guessed: true },
  });
  const gone = listed({
    environment: 'testing',
    state: null,
    cluster: null,
    hsms: { active: 0, asked: 1 },
    keyStore: null,
    work,
    cost: null,
  });

  const deleted = listed({ environment: 'second', hsms: { active: 0, asked: 3 }, cost: { ...cost, perHour: 0, perMonth: 0 } });

  expect(stripVTControlCharacters(listText([listed(), deleted, parked, gone], wide)).split('\n')).toEqual([
    'ENVIRONMENT  CLUSTER  HSMS    KEY STORE  WORK        AN HOUR',
    'production   ACTIVE   3 of 3  CONNECTED              USD 4.80',
    'second       ACTIVE   0 of 3  CONNECTED              USD 0.00',
    'staging      ACTIVE   parked                         USD 0.00?',
    'testing      none                        scale runs',
    '',
    'USD 3506.00 a month, as it stands; ? is a guess: the price of this region is not known here',
  ]);
});

const described = (changes: Partial<DescribedEnvironment> = {}): DescribedEnvironment => ({
  environment: 'production',
  region: 'us-east-1',
  requestedAt: '2026-01-05T09:00:00Z',
  tornDownAt: null,
  parkedSince: null,
  cluster: {
    id: 'cluster-a',
    state: 'ACTIVE',
    hsmType: 'hsm2m.medium',
    mode: 'FIPS',
    vpcId: 'vpc-1',
    zones: { 'us-east-1b': 'subnet-b', 'us-east-1a': 'subnet-a' },
    hsms: [{ id: 'hsm-1', eniId: 'eni-1', ip: '10.0.0.1', availabilityZone: 'us-east-1a', state: 'ACTIVE' }],
    certificate: { issuer: 'CN=Root', notAfter: '2036-01-01T00:00:00Z' },
  },
  hsmsAsked: 2,
  keyStore: { id: 'cks-1', state: 'CONNECTED', keys: [{ name: 'documents', keyArn: 'arn:key', state: 'Enabled' }] },
  users: { admin: 'arn:admin' },
  trustAnchor: { secretArn: 'arn:anchor', sha256: 'abcd' },
  backups: [1, 2, 3, 4, 5].map((number) => ({ id: `backup-${number}`, state: 'READY', createdAt: `2026-01-0${number}T09:00:00Z` })),
  work: null,
  waiting: [],
  lastRuns: [
    { intent: 'provision', at: '2026-01-05T09:40:00Z', execution: 'arn:first' },
    { intent: 'scale', at: '2026-01-06T09:40:00Z', execution: 'arn:second' },
  ],
  image: 'hsm-users:1',
  cost,
  ...changes,
});
const drawn = (environment: DescribedEnvironment) => tree(environmentTree(environment), wide).map(stripVTControlCharacters);

test('shows an environment as a tree: zones with their HSMs, keys, users, backups, runs', () => {
  expect(drawn(described())).toEqual([
    'production in us-east-1, asked for 2026-01-05 09:00',
    '├─ cluster cluster-a ACTIVE, hsm2m.medium FIPS, 1 of 2 HSMs active',
    '│  ├─ us-east-1a subnet-a',
    '│  │  └─ hsm-1 ACTIVE 10.0.0.1 eni-1',
    '│  ├─ us-east-1b subnet-b',
    '│  │  └─ no HSM',
    '│  ├─ VPC vpc-1',
    '│  └─ certificate of CN=Root until 2036-01-01',
    '├─ key store cks-1 CONNECTED',
    '│  └─ key documents arn:key',
    '├─ users, by their secrets',
    '│  ├─ admin arn:admin',
    '│  └─ trust anchor arn:anchor',
    '├─ 5 READY backups',
    '│  ├─ backup-1 READY 2026-01-01 09:00',
    '│  ├─ backup-2 READY 2026-01-02 09:00',
    '│  ├─ backup-3 READY 2026-01-03 09:00',
    '│  └─ and 2 older',
    '├─ cost: USD 4.80 an hour, 3505.00 a month while it stands',
    '├─ image of the task that sets up users: hsm-users:1',
    '└─ last runs',
    '   ├─ scale 2026-01-06 09:40 arn:second',
    '   └─ provision 2026-01-05 09:40 arn:first',
  ]);
});

test('says of keys, HSMs and what is gone how it is with them', () => {
  const keys = [
    { name: 'going', keyArn: 'arn:going', state: 'PendingDeletion', deletedAt: '2026-01-12T11:23:10Z' },
    { name: 'used', keyArn: 'arn:used', state: 'Enabled' },
    { name: 'unseen', keyArn: 'arn:unseen', state: null },
  ];
  const { cluster, keyStore } = described();
  const parked = described({
    cluster: { ...cluster!, hsms: [] },
    parkedSince: '2026-01-05T10:04:00Z',
    keyStore: { ...keyStore!, keys },
  });
  expect(drawn(parked)).toEqual(
    expect.arrayContaining([
      '├─ cluster cluster-a ACTIVE, hsm2m.medium FIPS, 0 of 2 HSMs active, parked since 2026-01-05 10:04',
      '│  ├─ key going arn:going PendingDeletion, deleted at 2026-01-12 11:23',
      '│  ├─ key used arn:used',
      '│  └─ key unseen arn:unseen',
    ]),
  );
  const gone = described({ cluster: null, keyStore: null, tornDownAt: '2026-01-13T11:30:00Z' });
  expect(drawn(gone).slice(1, 3)).toEqual(['├─ no cluster: torn down 2026-01-13 11:30', '├─ no key store']);
  expect(drawn(gone)).toContain('├─ 5 READY backups');
});

test('says what there is none of, and who is at work', () => {
  const work = { intent: 'provision', execution: 'arn:running', since: '2026-01-05T09:00:00Z' };
  const empty = described({
    cluster: null,
    keyStore: null,
    users: {},
    trustAnchor: null,
    backups: [],
    lastRuns: [],
    cost: null,
    image: '',
    work,
  });

  expect(drawn(empty)).toEqual([
    'production in us-east-1, asked for 2026-01-05 09:00',
    '├─ no cluster',
    '├─ no key store',
    '├─ no users',
    '├─ no backup',
    '└─ last runs',
    '   └─ provision runs since 2026-01-05 09:00 arn:running',
  ]);
});

test('a second cluster of an environment is billed, too', () => {
  const [one, two] = [1, 2].map((number) =>
    toCluster(describedCluster({ ClusterId: `cluster-aaaaaaaaaa${number}`, Hsms: [describedHsm(number), describedHsm(number + 2)] })),
  );
  expect(standingCost('us-east-1', [one!], true, 1)).toMatchObject({ perHour: 3.2, perMonth: 2337 });
  expect(standingCost('us-east-1', [one!, two!], true, 1)).toMatchObject({ perHour: 6.4, perMonth: 4673 });
  expect(standingCost('us-east-1', [], true, 1)).toMatchObject({ perHour: 0, perMonth: 1 });
  expect(standingCost('us-east-1', [], false, 0)).toBeNull();
});
