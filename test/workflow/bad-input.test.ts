import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEnvironment } from '../../core/environment/check-environment.ts';
import { formatProblems } from '../../core/environment/problem.ts';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { type Deployment, deploy, deployed } from './deployment.ts';
import { type EnvironmentFile, environmentFile, production, withoutKeyStore } from './environment-file.ts';

const ids = {
  root: '11111111-2222-4333-8444-555555555555',
  subordinate: '22222222-2222-4333-8444-555555555555',
  disabled: '33333333-2222-4333-8444-555555555555',
  shortLived: '55555555-2222-4333-8444-555555555555',
};

/** An account in which each file below meets what it must not. */
const account: AccountFile = {
  vpcs: [
    {
      id: 'vpc-0123456789abcdef0',
      subnets: [
        { id: 'subnet-0aaa1111aaa1111aa', availabilityZone: 'us-east-1a' },
        { id: 'subnet-0bbb2222bbb2222bb', availabilityZone: 'us-east-1b' },
        { id: 'subnet-0ccc3333ccc3333cc', availabilityZone: 'us-east-1c' },
        { id: 'subnet-0ddd4444ddd4444dd', availabilityZone: 'us-east-1a' },
      ],
      securityGroups: [
        { id: 'sg-0e6e55e6e55e6e55e' },
        { id: 'sg-0aaaaaaaaaaaaaaaa', egress: [{ protocol: 'tcp', fromPort: 2223, toPort: 2225, cidr: '10.0.0.0/16' }] },
      ],
    },
    {
      id: 'vpc-0fedcba9876543210',
      nat: false,
      endpoints: ['s3', 'logs'],
      subnets: [
        { id: 'subnet-0eee5555eee5555ee', availabilityZone: 'us-east-1a' },
        { id: 'subnet-0fff6666fff6666ff', availabilityZone: 'us-east-1b' },
      ],
      securityGroups: [{ id: 'sg-0bbbbbbbbbbbbbbbb' }],
    },
  ],
  certificateAuthorities: [
    { id: ids.root },
    { id: ids.subordinate, type: 'SUBORDINATE' },
    { id: ids.disabled, status: 'DISABLED' },
    { id: ids.shortLived, usageMode: 'SHORT_LIVED_CERTIFICATE' },
  ],
};

const cases: { what: string; file: Partial<EnvironmentFile>; path: string; says: RegExp }[] = [
  {
    what: 'more HSMs than the quota',
    file: { hsmCount: 7 },
    path: 'hsmCount',
    says: /quota of 6.*aws service-quotas request-service-quota-increase/,
  },
  {
    what: 'two subnets in one availability zone',
    file: { subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0ddd4444ddd4444dd'] },
    path: 'subnetIds.1',
    says: /subnet-0ddd4444ddd4444dd is in us-east-1a, as subnet-0aaa1111aaa1111aa is; name one subnet for each/,
  },
  {
    what: 'subnets of two VPCs',
    file: { subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0fff6666fff6666ff'] },
    path: 'subnetIds.1',
    says: /another VPC/,
  },
  {
    what: 'a subnet that does not exist',
    file: { subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0123456789abcdef0'] },
    path: 'subnetIds',
    says: /subnet-0123456789abcdef0/,
  },
  {
    what: 'a CA of another region',
    file: { certificateAuthority: { type: 'acm-pca', arn: `arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/${ids.root}` } },
    path: 'certificateAuthority.arn',
    says: /eu-west-1; name a CA of us-east-1/,
  },
  {
    what: 'a CA that does not exist',
    file: ca('99999999-2222-4333-8444-555555555555'),
    path: 'certificateAuthority.arn',
    says: /no such CA/,
  },
  { what: 'a subordinate CA', file: ca(ids.subordinate), path: 'certificateAuthority.arn', says: /SUBORDINATE; name a ROOT CA/ },
  { what: 'a disabled CA', file: ca(ids.disabled), path: 'certificateAuthority.arn', says: /DISABLED; make it ACTIVE/ },
  { what: 'a CA for short-lived certificates', file: ca(ids.shortLived), path: 'certificateAuthority.arn', says: /SHORT_LIVED/ },
  {
    what: 'a key store name that is taken',
    file: { keyStore: { name: 'taken', keys: [{ name: 'documents' }] } },
    path: 'keyStore.name',
    says: /cks-0123456789abcdef0 has the name taken already.*choose another name/,
  },
  {
    what: 'a security group without egress for the task',
    file: { activation: { securityGroupIds: ['sg-0aaaaaaaaaaaaaaaa'] } },
    path: 'activation.securityGroupIds',
    says: /no egress to port 443.*name a security group/,
  },
  {
    what: 'a security group that does not exist',
    file: { activation: { securityGroupIds: ['sg-0123456789abcdef0'] } },
    path: 'activation.securityGroupIds',
    says: /sg-0123456789abcdef0/,
  },
  {
    what: 'subnets without a way out',
    file: {
      subnetIds: ['subnet-0eee5555eee5555ee', 'subnet-0fff6666fff6666ff'],
      activation: { securityGroupIds: ['sg-0bbbbbbbbbbbbbbbb'] },
    },
    path: 'subnetIds',
    says: /no way to ecr\.api, ecr\.dkr, secretsmanager \(it has no endpoint.*; add a NAT gateway/,
  },
];

let deployment: Deployment;

beforeAll(async () => {
  deployment = await deploy({ account });
  const { kms } = deployment.home;
  kms.customKeyStores.set('cks-0123456789abcdef0', {
    id: 'cks-0123456789abcdef0',
    name: 'taken',
    clusterId: 'cluster-abcdefghijk',
    history: '',
    trustAnchor: '',
    kmsuserPassword: '',
    createdAt: new Date(0),
    state: 'DISCONNECTED',
    sessions: new Set(),
    attempts: 0,
  });
}, 60_000);

afterAll(() => deployment.emulator.stop());

test.each(cases)('$what is refused before anything is created', async ({ file, path, says }) => {
  const { home } = deployment;
  const run = await deployment.run(environmentFile(file));
  expect(run).toMatchObject({ status: 'FAILED', error: 'InvalidEnvironment', remedy: expect.stringContaining('nothing was created') });
  expect(run.message).toContain(`${path}: `);
  expect(run.message).toMatch(says);
  const keysInStores = [...home.kms.keys.values()].filter(({ customKeyStoreId }) => customKeyStoreId);
  expect([home.cloudhsmv2.clusters.size, home.secretsManager.secrets.size, keysInStores.length]).toEqual([0, 0, 0]);
});

test('every problem of a file is named at once', async () => {
  const run = await deployment.run(environmentFile({ hsmCount: 7, ...ca(ids.disabled) }));
  for (const path of ['hsmCount', 'certificateAuthority.arn']) expect(run.message).toContain(`${path}: `);
});

test.each([
  ['a value that is not accepted', JSON.stringify(environmentFile({ hsmCount: 0 }))],
  ['a member that programs lose', JSON.stringify(environmentFile()).replace('"tags":{', '"tags":{"__proto__":"x",')],
  ['more bytes than an environment has', JSON.stringify(environmentFile({ tags: { note: 'x'.repeat(24_576) } }))],
  ['far too deep nesting', `{"tags":${'['.repeat(900)}${']'.repeat(900)}}`],
  ['no object', '"production"'],
])('%s is refused by the workflow in the words of the command', async (_, text) => {
  const checked = checkEnvironment(JSON.parse(text));
  const run = await deployment.runText(text);
  expect(run).toMatchObject({ status: 'FAILED', error: 'InvalidEnvironment' });
  expect(run.message).toContain(formatProblems('problems' in checked ? checked.problems : []));
});

test('a region that has its quota of clusters takes no further one', async () => {
  const crowded = await deploy({
    durations: 1,
    account: { durations: { createCluster: [7000, 7000] } },
    parameters: { ClusterQuota: '1' },
  });
  try {
    const first = await crowded.start(withoutKeyStore());
    crowded.home.clock.after('ride', 60, 'somebody else', () => {
      void crowded.home.clock.during(() => crowded.start(withoutKeyStore({ name: 'staging' })));
    });
    await crowded.home.clock.idle();
    expect(await crowded.ended(first)).toMatchObject({ error: 'WaitDeadlineExceeded' });
    const second = first.replace(/run-1$/, 'run-2');
    expect(await crowded.ended(second)).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('quota is 1') });
  } finally {
    await crowded.emulator.stop();
  }
});

test('a region that has its quota of key stores is told so before there is a cluster', async () => {
  const crowded = await deployed({ account: { quotas: { customKeyStores: 0 } }, parameters: { KeyStoreQuota: '0' } });
  expect(await crowded.run(production)).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('keyStore: the region has 0 custom key stores and its quota is 0'),
  });
  expect(crowded.home.cloudhsmv2.clusters.size).toBe(0);
});

function ca(id: string): Partial<EnvironmentFile> {
  return { certificateAuthority: { type: 'acm-pca', arn: `arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/${id}` } };
}
