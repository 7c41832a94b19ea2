import { describe, expect, test } from 'vitest';
import type { AccountFile, SecretDeclaration, VpcDeclaration } from '../../emulator/kernel/account.ts';
import { AcmPcaState } from '../../emulator/services/acm-pca/state.ts';
import { createNatGateway } from '../../emulator/services/ec2/nat-gateways.ts';
import type { NetworkAcl } from '../../emulator/services/ec2/network.ts';
import { addEntry, createAcl } from '../../emulator/services/ec2/network-acls.ts';
import { Ec2State } from '../../emulator/services/ec2/state.ts';
import { SecretsManagerState } from '../../emulator/services/secretsmanager/state.ts';
import { type Deployment, deployed, type Run, room, sharedDeployment } from './deployment.ts';
import { type EnvironmentFile, environmentFile, environmentNamed, production, withoutKeyStore } from './environment-file.ts';
import { deployQuotas } from './remedies/hands.ts';

const shared = sharedDeployment();
let environments = 0;

/** The file's deployment, whose account holds this from now on: what the checks look at, and nothing of what tests before have left of it. */
function deployedIn({ vpcs, secrets, certificateAuthorities, zonesWithoutCloudHsm, quotas }: AccountFile): Deployment {
  const { home } = shared();
  Object.assign(home.account, { vpcs, secrets, certificateAuthorities, zonesWithoutCloudHsm, quotas: { ...room, ...quotas } });
  deployQuotas(home, { ...room, ...quotas });
  Object.assign(home, { ec2: new Ec2State(home), secretsManager: new SecretsManagerState(home), acmPca: new AcmPcaState(home) });
  return shared();
}

/** The least environment, as nobody has asked for it before. */
function another(changes: Partial<EnvironmentFile> = {}): EnvironmentFile {
  return withoutKeyStore({ name: `environment-${++environments}`, ...changes });
}

const [a, b, c] = production.subnetIds as [string, string, string];
const group = 'sg-0e6e55e6e55e6e55e';
const services = ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'];
const tgw = 'tgw-0123456789abcdef0';
const everywhere = '0.0.0.0/0';

/** The VPC of examples/production.json, with what is unusual about it. */
function vpc(changes: Partial<VpcDeclaration> = {}): VpcDeclaration {
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  const subnets = [a, b, c].map((id, index) => ({ id, availabilityZone: zones[index]! }));
  return { id: 'vpc-0123456789abcdef0', subnets, securityGroups: [{ id: group }], ...changes };
}

/** That VPC with routes of its own choice, and without a NAT gateway. */
function routed(routes: { destination: string; target: string; reaches?: string[] }[], endpoints: VpcDeclaration['endpoints'] = []) {
  return { vpcs: [vpc({ routeTables: [{ id: 'rtb-0123456789abcdef0', subnets: [a, b, c], routes }], endpoints })] };
}

/** That VPC without any route out. */
function isolated(endpoints: VpcDeclaration['endpoints'], rest: Partial<VpcDeclaration> = {}): AccountFile {
  return { vpcs: [vpc({ nat: false, endpoints, ...rest })] };
}

interface Case {
  what: string;
  account?: AccountFile;
  parameters?: Record<string, string>;
  /** What somebody has changed in the network since. */
  changed?: (ec2: Ec2State) => void;
  file?: Partial<EnvironmentFile>;
  /** The one line that the cause, or a warning, has to hold. */
  says: RegExp;
}

function secret(user: string, rest: Partial<SecretDeclaration>): SecretDeclaration {
  const tags = { 'cloudhsm-lifecycle:environment': 'production', 'cloudhsm-lifecycle:stage': 'dev' };
  return { name: `cloudhsm-lifecycle/dev/production/${user}`, value: { username: user, password: 'x'.repeat(32) }, tags, ...rest };
}

const passing = { number: 100, protocol: '6', action: 'allow' as const };

/** An ACL of the environment's subnets that lets nothing through as yet. */
function guardedBy(ec2: Ec2State): NetworkAcl {
  const acl = createAcl(ec2, 'vpc-0123456789abcdef0');
  for (const id of [a, b, c]) ec2.subnet(id)!.acl = { aclId: acl.aclId, associationId: `aclassoc-${id}` };
  return acl;
}

const refused: Case[] = [
  {
    what: 'a security group of another VPC',
    account: { vpcs: [vpc(), vpc({ id: 'vpc-0fedcba9876543210', subnets: [], securityGroups: [{ id: 'sg-0bbbbbbbbbbbbbbbb' }] })] },
    file: { activation: { securityGroupIds: ['sg-0bbbbbbbbbbbbbbbb'] } },
    says: /^activation\.securityGroupIds\.0: sg-0b+ is in vpc-0fedcba9876543210, and the subnets are in vpc-0123456789abcdef0; name /,
  },
  {
    what: 'a subnet without a free address',
    account: {
      vpcs: [
        vpc({
          subnets: [
            { id: a, availabilityZone: 'us-east-1a' },
            { id: b, availabilityZone: 'us-east-1b', freeAddresses: 0 },
            { id: c, availabilityZone: 'us-east-1c' },
          ],
        }),
      ],
    },
    says: /^subnetIds\.1: subnet-0bbb2222bbb2222bb has 0 free addresses, and 2 are needed: 1 for HSMs/,
  },
  {
    what: "S3's gateway endpoint on another route table",
    account: {
      vpcs: [
        vpc({
          routeTables: [{ id: 'rtb-0123456789abcdef0', subnets: [a, b, c] }, { id: 'rtb-0fedcba9876543210' }],
          endpoints: [...services.filter((service) => service !== 's3'), { service: 's3', routeTables: ['rtb-0fedcba9876543210'] }],
        }),
      ],
    },
    says: /^subnetIds: from .* there is no way to s3 \(its endpoint vpce-\w+ is not on the route table rtb-0123456789abcdef0/,
  },
  {
    what: 'an endpoint that is being deleted',
    account: isolated([...services.filter((service) => service !== 'logs'), { service: 'logs', state: 'deleting' }]),
    says: /^subnetIds: .* no way to logs \(its endpoint vpce-\w+ is deleting, and no route leads out of the VPC\)/,
  },
  {
    what: 'an endpoint that no name leads to',
    account: isolated([...services.filter((service) => service !== 'logs'), { service: 'logs', privateDns: false }]),
    says: /^subnetIds: .* no way to logs \(its endpoint vpce-\w+ has no private DNS/,
  },
  {
    what: 'endpoints whose own group lets nobody in',
    account: isolated(
      services.map((service) => (service === 's3' ? service : { service, securityGroups: ['sg-0aaaaaaaaaaaaaaaa'] })),
      { securityGroups: [{ id: group }, { id: 'sg-0aaaaaaaaaaaaaaaa' }] },
    ),
    says: /^subnetIds: .* no way to ecr\.api \(the security groups of its endpoint vpce-\w+ do not let 443 in/,
  },
  {
    what: 'a VPC without any way out',
    account: isolated([]),
    says: /^subnetIds: .* no way to ecr\.api, ecr\.dkr, s3, logs, secretsmanager \(it has no endpoint, and no route leads out of the VPC\)/,
  },
  {
    what: 'an internet gateway for tasks without a public address',
    account: routed([{ destination: everywhere, target: 'igw-0123456789abcdef0' }]),
    says: /^subnetIds: .* no way to ecr\.api/,
  },
  {
    what: 'endpoints whose own group lets nobody in, beside a NAT gateway',
    account: {
      vpcs: [
        vpc({
          endpoints: services.map((service) => (service === 's3' ? service : { service, securityGroups: ['sg-0aaaaaaaaaaaaaaaa'] })),
          securityGroups: [{ id: group }, { id: 'sg-0aaaaaaaaaaaaaaaa' }],
        }),
      ],
    },
    says: /^subnetIds: .* no way to ecr\.api \(the security groups of its endpoint vpce-\w+ do not let 443 in/,
  },
  {
    what: 'endpoints whose names nobody answers',
    account: isolated(services),
    changed: (ec2) => {
      ec2.vpc('vpc-0123456789abcdef0')!.attributes.enableDnsHostnames = false;
    },
    says: /^subnetIds: .* no way to ecr\.api \(its endpoint vpce-\w+ has no name in the VPC, whose enableDnsHostnames is off, and no route/,
  },
  {
    what: 'a VPC without DNS',
    account: { vpcs: [vpc()] },
    changed: (ec2) => {
      ec2.vpc('vpc-0123456789abcdef0')!.attributes.enableDnsSupport = false;
    },
    says: /^subnetIds: .* no way to ecr\.api, .* \(nobody answers names in the VPC, whose enableDnsSupport is off\)/,
  },
  {
    what: 'a NAT gateway in a private subnet',
    account: { vpcs: [vpc()] },
    changed: (ec2) => {
      const table = ec2.routeTableOf(ec2.subnet(a)!);
      const { gatewayId } = createNatGateway(ec2, { subnetId: a, connectivity: 'private' });
      Object.assign(ec2.natGateways.get(gatewayId)!, { state: 'available', connectivity: 'public' });
      table.routes.find(({ target }) => target.startsWith('nat-'))!.target = gatewayId;
    },
    says: /^subnetIds: .* no way to ecr\.api, .* no route leads out of the VPC: nat-\w+ is in subnet-0aaa1111aaa1111aa, which has no route/,
  },
  {
    what: 'a network ACL that lets no answers in',
    account: { vpcs: [vpc()] },
    changed: (ec2) => {
      const acl = guardedBy(ec2);
      addEntry(acl, { ...passing, egress: true, cidr: everywhere });
      addEntry(acl, { ...passing, egress: false, cidr: '10.0.0.0/8' });
    },
    says: /^subnetIds: .* no way to ecr\.api, .* \(it has no endpoint, and the network ACL acl-\w+ does not let TCP 443 out to 0\.0\.0\.0\/0 and answers to 32768 to 60999 in\)/,
  },
  {
    what: 'a network ACL that lets nobody through to HSMs',
    account: { vpcs: [vpc()] },
    changed: (ec2) => {
      const acl = guardedBy(ec2);
      addEntry(acl, { ...passing, egress: true, cidr: everywhere, ports: { From: 443, To: 443 } });
      addEntry(acl, { ...passing, egress: false, cidr: everywhere, ports: { From: 32_768, To: 60_999 } });
    },
    says: /^subnetIds: network ACLs keep connections from HSMs in other subnets: acl-\w+ lets no TCP 2223 to 2225 out to /,
  },
  {
    what: 'a subnet in a Local Zone',
    account: {
      vpcs: [
        vpc({
          subnets: [
            { id: a, availabilityZone: 'us-east-1-bos-1a' },
            { id: b, availabilityZone: 'us-east-1b' },
            { id: c, availabilityZone: 'us-east-1c' },
          ],
        }),
      ],
    },
    says: /^subnetIds\.0: subnet-0aaa1111aaa1111aa is in us-east-1-bos-1a, a Local Zone, where CloudHSM makes no HSM; name /,
  },
  {
    what: 'a quota of no custom key store',
    account: { quotas: { customKeyStores: 0 } },
    says: /^keyStore: the region has 0 custom key stores and its quota is 0; ask AWS Support to raise the quota/,
  },
  {
    what: 'a secret that is scheduled for deletion',
    account: { secrets: [secret('application', { pendingDeletion: true })] },
    says: /^cryptoUsers\.0: the secret \S+\/application is scheduled for deletion; `aws secretsmanager restore-secret/,
  },
  {
    what: 'a secret that is no JSON',
    account: { secrets: [secret('application', { value: 'hunter2' })] },
    says: /^cryptoUsers\.0: the secret \S+\/application is no JSON \{"username", "password"\}; write /,
  },
  {
    what: 'a secret that is not ours',
    account: { secrets: [secret('admin', { tags: {} })] },
    says: /^name: the secret \S+\/admin is not tagged as this environment's; .*aws secretsmanager tag-resource/,
  },
  {
    what: 'a trust anchor that is scheduled for deletion',
    account: { secrets: [secret('trust-anchor', { pendingDeletion: true })] },
    says: /^certificateAuthority: the secret \S+\/trust-anchor is scheduled for deletion; `aws secretsmanager restore-secret/,
  },
  {
    what: 'a trust anchor that is no certificate',
    account: { secrets: [secret('trust-anchor', { value: 'hunter2' })] },
    says: /^certificateAuthority: the secret \S+\/trust-anchor cannot be a trust anchor: it is not a certificate in PEM form; write /,
  },
  {
    what: 'a root that ends within a day, without validityDays',
    account: { certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', endsInDays: 0.9 }] },
    says: /^certificateAuthority\.arn: the CA ends 2026-01-06T.*; renew the CA, or name another/,
  },
  {
    what: 'a CA of another account that is not shared',
    file: { certificateAuthority: { type: 'acm-pca', arn: production.certificateAuthority.arn!.replace('123456789012', '999988887777') } },
    says: /^certificateAuthority\.arn: the account 999988887777 does not share this CA with the account 123456789012; .*AWS RAM/,
  },
  {
    what: 'a stack without hardware roots',
    parameters: { AwsHardwareRoot: 'missing', AwsHardwareRootSha256: 'missing' },
    says: /^deployment\.hardwareRoots: \S+ it holds no certificate; download the root as docs\/operations\.md says/,
  },
  {
    what: 'a stack without the image of the task',
    parameters: { HsmUsersImage: 'missing' },
    says: /^deployment\.HsmUsersImage: the stack was deployed without the image .*; publish it with `npm run publish-image`/,
  },
  {
    what: 'hsm1.medium for a new cluster',
    file: { hsmType: 'hsm1.medium' },
    says: /^hsmType: AWS takes hsm1\.medium for no new cluster; use hsm2m\.medium$/,
  },
];

test.each(refused)('$what is refused before anything is created, within seconds', async ({ account, parameters, file, changed, says }) => {
  const deployment = parameters ? await deployed({ account, parameters }) : deployedIn(account ?? {});
  changed?.(deployment.home.ec2);
  const held = () => {
    const { cloudhsmv2, kms, secretsManager } = deployment.home;
    return [cloudhsmv2.clusters.size, kms.customKeyStores.size, secretsManager.secrets.size];
  };
  const before = held();
  const run = await deployment.run(environmentFile(file));
  expect(run).toMatchObject({ status: 'FAILED', error: 'InvalidEnvironment' });
  const lines = run.message.replace('Checking the environment file (production): ', '').split('\n');
  expect(lines).toEqual([expect.stringMatching(says)]);
  expect(run.message).not.toContain('hunter2');
  expect(run.seconds).toBeLessThan(30);
  expect(held()).toEqual(before);
});

const warned: Case[] = [
  {
    what: 'halves of a default route to a transit gateway',
    account: routed([
      { destination: '0.0.0.0/1', target: tgw },
      { destination: '128.0.0.0/1', target: tgw },
    ]),
    says: /cannot be seen: .*packets leave by tgw-0123456789abcdef0 \(0\.0\.0\.0\/1\), tgw-0123456789abcdef0 \(128\.0\.0\.0\/1\)/,
  },
  {
    what: 'a hub VPC with central endpoints',
    account: routed([{ destination: '10.0.0.0/8', target: tgw, reaches: services }]),
    says: /cannot be seen: .*packets leave by tgw-0123456789abcdef0 \(10\.0\.0\.0\/8\)/,
  },
  {
    what: 'a local gateway',
    account: routed([{ destination: everywhere, target: 'lgw-0123456789abcdef0' }]),
    says: /cannot be seen: .*packets leave by lgw-0123456789abcdef0/,
  },
  {
    what: 'an egress instance',
    account: routed([{ destination: everywhere, target: 'i-0123456789abcdef0' }]),
    says: /cannot be seen: .*packets leave by i-0123456789abcdef0/,
  },
  {
    what: 'subnets that another account shares, with its endpoints',
    account: isolated(services, { owner: '999988887777' }),
    says: /cannot be seen: .*only the account 999988887777 sees the endpoints/,
  },
];

describe('what cannot be seen', () => {
  test.each(warned)('$what is a warning, and the environment comes up', async ({ account, says }) => {
    const run = await deployedIn(account ?? {}).run(another());
    expect(run.status, run.message).toBe('SUCCEEDED');
    const [warning, ...others] = run.output.warnings;
    expect(warning).toMatchObject({ path: 'activation.network', problem: expect.stringMatching(says) });
    expect(others).toEqual([]);
  });

  test('is silent where the network is trusted', async () => {
    const deployment = deployedIn(routed([{ destination: everywhere, target: tgw }]));
    const activation = { securityGroupIds: [group], network: 'trusted' as const };
    const run = await deployment.run(another({ activation }));
    expect(run.status, run.message).toBe('SUCCEEDED');
    expect(run.output.warnings).toEqual([]);
  });

  test('and is not there fails when the task starts, with its reason', async () => {
    const deployment = deployedIn(routed([{ destination: everywhere, target: tgw, reaches: [] }]));
    const run = await deployment.run(another());
    expect(run).toMatchObject({ status: 'FAILED', error: 'UserTaskFailed', message: expect.stringMatching(/Amazon (ECR|CloudWatch)/) });
  });
});

describe('a network of endpoints alone', () => {
  test('needs none for CloudHSM: the task gets the addresses of the HSMs', async () => {
    await comesUp(deployedIn(isolated(services)));
  });

  test('may guard its endpoints by groups, and let the task out to these and to S3 only', async () => {
    const https = { protocol: 'tcp', fromPort: 443, toPort: 443 };
    const guarded = services.map((service) => (service === 's3' ? service : { service, securityGroups: ['sg-0aaaaaaaaaaaaaaaa'] }));
    const securityGroups = [
      {
        id: group,
        egress: [
          { ...https, group: 'sg-0aaaaaaaaaaaaaaaa' },
          { ...https, prefixListOf: 's3' as const },
        ],
      },
      { id: 'sg-0aaaaaaaaaaaaaaaa', ingress: [{ ...https, group }] },
    ];
    await comesUp(deployedIn(isolated(guarded, { securityGroups })));
  });
});

test('a CA that another account shares signs', async () => {
  const owner = '999988887777';
  const arn = production.certificateAuthority.arn!.replace('123456789012', owner);
  const account = { certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', owner }] };
  // the other account is there from the beginning
  await comesUp(await deployed({ account }), another({ certificateAuthority: { type: 'acm-pca', arn } }));
});

test('secrets that are ours and sound are used as they are', async () => {
  const password = 'KeptSinceBeforeTheFirstRun1';
  const { home } = deployedIn({ secrets: [secret('application', { value: { username: 'application', password } })] });
  const { output } = await comesUp(shared(), withoutKeyStore());
  const passwords = home.cloudhsmv2
    .cluster(output.cluster.id)!
    .hsms.map(({ users }) => users.find(({ username }) => username === 'application')?.password);
  expect(passwords).toEqual([password, password]);
});

/** Runs the least environment there, which comes up without a warning. */
async function comesUp(deployment: Deployment, file = another()): Promise<Run> {
  const run = await deployment.run(file);
  expect(run.status, run.message).toBe('SUCCEEDED');
  expect(run.output.warnings).toEqual([]);
  return run;
}

describe('zones without CloudHSM, which only CreateHsm knows of', () => {
  const without = (...zonesWithoutCloudHsm: string[]) => deployedIn({ zonesWithoutCloudHsm });
  const zonesOf = ({ output }: Run) => output.cluster.hsms.map(({ availabilityZone }) => availabilityZone);

  test.each([
    ['the first zone', ['us-east-1a'], ['us-east-1b', 'us-east-1b', 'us-east-1c']],
    ['a later zone', ['us-east-1c'], ['us-east-1a', 'us-east-1a', 'us-east-1b']],
  ])('%s gives its HSM to the others, with a warning', async (_, refusing, zones) => {
    const deployment = without(...refusing);
    const file = withoutKeyStore({ name: `without-${refusing[0]}`, hsmCount: 3 });
    const run = await deployment.run(file);
    expect(run.status, run.message).toBe('SUCCEEDED');
    expect(zonesOf(run)).toEqual(zones);
    const problem = `CloudHSM refused HSMs in ${refusing[0]} (AWS CloudHSM is not available in ${refusing[0]})`;
    expect(run.output.warnings).toMatchObject([{ path: 'subnetIds', problem }]);

    const again = await deployment.run(file);
    expect(again.output, again.message).toMatchObject({ outcome: 'SUCCEEDED', created: [], warnings: [] });
  });

  test('two of three leave one for HSMs alone, and too few for KMS', async () => {
    const deployment = without('us-east-1a', 'us-east-1b');
    const alone = await deployment.run(withoutKeyStore({ name: 'alone' }));
    expect(zonesOf(alone)).toEqual(['us-east-1c', 'us-east-1c']);
    const run = await deployment.run({ ...environmentNamed('too-few'), hsmCount: 2 });
    expect(run).toMatchObject({ error: 'ZonesRefused', message: expect.stringContaining('the second of the two HSMs that KMS wants') });
  });
});
