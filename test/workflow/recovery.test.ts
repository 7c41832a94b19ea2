import { beforeAll, expect, test } from 'vitest';
import { canaryUser } from '../../core/users/canary.ts';
import { audited } from './audited.ts';
import { type Deployment, sharedDeployment } from './deployment.ts';
import { deployedThere, recoverable, recoveryRegion } from './recovery-region.ts';
import { commandsIn, readAwsCommand } from './remedies/aws-command.ts';
import { secretValue } from './secret-value.ts';

const deployment = sharedDeployment();
const file = recoverable('production');
let there: Deployment;

beforeAll(async () => {
  there = await deployedThere(deployment());
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environment: file.name, user: 'admin' }, 'rotate')).status).toBe('SUCCEEDED');
  const brought = await deployment().run({ environment: file.name }, 'copy-backups');
  expect(brought, brought.message).toMatchObject({ status: 'SUCCEEDED' });
}, 90_000);

const secretsOf = (name: string) => [...there.home.secretsManager.secrets.values()].filter((secret) => secret.name.includes(`/${name}/`));

test('with each backup its secrets come to the recovery region, with all their versions and labels', async () => {
  const found = secretsOf(file.name);
  expect(found.map(({ name }) => name.split('/').at(-1)).toSorted()).toEqual([
    'admin',
    'admin_2',
    'application',
    'kmsuser',
    canaryUser,
    'trust-anchor',
  ]);
  expect(found.every(({ primary }) => primary?.region === 'us-east-1')).toBe(true);
  const admin = found.find(({ name }) => name.endsWith('/admin'))!;
  const labels = [...admin.versions.values()].flatMap(({ stages }) => [...stages]);
  expect(labels).toEqual(expect.arrayContaining(['AWSCURRENT', expect.stringMatching(/^until-/)]));
  expect(there.home.cloudhsmv2.clusters.size).toBe(0);
});

test.each([
  ['its own region', { region: 'us-east-1' }, "recovery.region: us-east-1 is the environment's own region"],
  ['a region without the stack', { region: 'eu-west-1' }, 'recovery.region: the stage dev is not deployed in eu-west-1'],
  ['a region without CloudHSM', { region: 'eu-west-9' }, 'recovery.region'],
  ['a subnet twice', { subnetIds: ['subnet-0aaa9999aaa9999aa', 'subnet-0aaa9999aaa9999aa'] }, 'recovery.subnetIds.1'],
])('%s is refused as the place to recover in', async (_, changes, problem) => {
  const refused = recoverable('refused');
  const run = await deployment().run({ ...refused, recovery: { ...refused.recovery!, ...changes } });
  expect(run).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining(problem) });
});

test('an environment that was never brought there is unknown to drills and restores, which say how it is brought', async () => {
  for (const intent of ['drill', 'restore'])
    expect(await there.run({ environment: 'stranger' }, intent)).toMatchObject({
      error: 'InvalidEnvironment',
      message: expect.stringContaining('no file of it is on record in us-west-2, nor was it brought here'),
      remedy: expect.stringContaining('copy its backups there'),
    });
});

// from here on the home region has lost calls of its own
test('a drill proves the copy while nothing in the home region answers', async () => {
  const { home } = deployment();
  home.faults.loseRegion(home.region);
  const run = await there.run({ environment: file.name }, 'drill');
  home.faults.clear();

  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED', output: { drill: { region: recoveryRegion, proof: true } } });
  expect([...there.home.cloudhsmv2.clusters.values()].map(({ state }) => state)).toEqual(['DELETED']);
});

test('the environment is restored there while nothing in the home region answers: passwords of the date, a key store of its own, keys proven', async () => {
  const { home } = deployment();
  const current = (of: typeof home, user: string) => secretValue(of, file.name, user);
  // the copy knows the password of before
  expect((await deployment().run({ environment: file.name, user: 'admin' }, 'rotate', /did not reach/)).status).toBe('SUCCEEDED');
  const [younger, trustAnchor] = [current(home, 'admin'), current(home, 'trust-anchor')];
  home.faults.loseRegion(home.region);
  const run = await there.run({ environment: file.name, hsms: 2 }, 'restore');
  const again = await there.run({ environment: file.name, hsms: 2 }, 'restore');
  home.faults.clear();

  expect(run, run.message).toMatchObject({
    status: 'SUCCEEDED',
    output: { environment: file.name, cluster: { state: 'ACTIVE' }, keyStore: { state: 'CONNECTED', proof: true } },
  });
  expect(run.output.cluster.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
  expect(new Set(run.output.cluster.hsms.map(({ availabilityZone }) => availabilityZone)).size).toBe(2);
  expect(run.states).not.toContain('InitializeCluster');
  expect(secretsOf(file.name).every(({ primary }) => primary === undefined)).toBe(true);
  expect(current(there.home, 'admin')).not.toBe(younger);
  expect(current(there.home, 'trust-anchor')).toBe(trustAnchor);
  expect(run.output.warnings.map(({ problem }) => problem).join()).toContain('a security group of its own');
  expect(again).toMatchObject({ status: 'SUCCEEDED', output: { created: [], cluster: run.output.cluster } });
});

test('from then on the first region brings nothing there, and says so without an alarm', async () => {
  const before = secretsOf(file.name).map(({ versions }) => [...versions.keys()]);
  const run = await deployment().run({ environment: file.name }, 'copy-backups');
  expect(run, run.message).toMatchObject({
    status: 'SUCCEEDED',
    output: { copies: [], moved: [{ environment: file.name, region: recoveryRegion }] },
  });
  expect(secretsOf(file.name).map(({ versions }) => [...versions.keys()])).toEqual(before);
  const { findings } = await audited(deployment(), { environments: [file.name] });
  expect(findings.filter(({ check }) => /^(recovery|copy|environment)-/.test(check))).toEqual([
    expect.objectContaining({
      check: 'environment-moved',
      severity: 'low',
      remedy: expect.stringContaining(`\`npx hsm teardown ${file.name} --region us-east-1\``),
    }),
  ]);
});

test('what was brought there can stand there under a name of its own, with secrets of its own, beside the other region', async () => {
  const { home } = deployment();
  home.faults.loseRegion(home.region);
  const run = await there.run({ environment: file.name, as: 'looked-at' }, 'restore');
  home.faults.clear();

  expect(run, run.message).toMatchObject({
    status: 'SUCCEEDED',
    output: { environment: 'looked-at', cluster: { state: 'ACTIVE' }, keyStore: null },
  });
  expect(secretsOf('looked-at').every(({ primary }) => primary === undefined)).toBe(true);
  expect(run.output.cluster.hsms).toHaveLength(2);
});

test('what has lived there and was torn down leaves younger backups than the copy: people choose, and its file and passwords are those of there', async () => {
  const certificateAuthority = { type: 'self-signed' as const };
  const { keyStore: _none, ...rehearsed } = recoverable('rehearsed', { purpose: 'testing', certificateAuthority });
  expect((await deployment().run(rehearsed)).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environments: ['rehearsed'] }, 'copy-backups')).status).toBe('SUCCEEDED');
  const restored = (asked = {}) => there.run({ environment: 'rehearsed', hsms: 2, ...asked }, 'restore');
  const moved = await restored();
  expect(moved, moved.message).toMatchObject({ status: 'SUCCEEDED' });
  const { recovery: _there, ...file } = rehearsed;
  const { subnetIds, securityGroupIds } = rehearsed.recovery!;
  const own = { ...file, subnetIds, activation: { securityGroupIds }, cryptoUsers: ['application', 'reports'] };
  expect((await there.run(own)).status).toBe('SUCCEEDED');
  const { id } = (await there.run({ environment: 'rehearsed' }, 'teardown')).output.backup!;

  const refused = await restored();
  expect(refused).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining(`\`npx hsm restore rehearsed --backup ${id} --region us-west-2\``),
  });
  expect(refused.message.match(/npx hsm restore rehearsed --backup/g)).toHaveLength(2);
  const back = await restored({ backup: id });
  expect(back, back.message).toMatchObject({ status: 'SUCCEEDED', output: { secrets: { reports: expect.any(String) } } });
});

test('what is left in a region that the file names no more is told, and goes by the commands of the audit', async () => {
  const { recovery: _there, ...given } = recoverable('given-up', { purpose: 'testing' });
  expect((await deployment().run({ ...given, recovery: _there })).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environment: given.name }, 'copy-backups')).status).toBe('SUCCEEDED');
  expect((await deployment().run(given)).status).toBe('SUCCEEDED');
  const left = async () => {
    const { findings } = await audited(deployment(), { environments: [given.name] });
    return findings.filter(({ check }) => check === 'copy-left');
  };

  const found = await left();
  expect(found).toEqual([
    expect.objectContaining({
      severity: 'low',
      resource: `given-up/${recoveryRegion}`,
      evidence: expect.stringMatching(/copies of backups \(backup-\w+\); replicas of 5 secrets, USD 2\.00 a month$/),
    }),
  ]);
  for (const command of commandsIn(found[0]!.remedy)) {
    const { service, operation, input, region = '' } = readAwsCommand(command, String);
    const { emulator, home } = deployment();
    const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
    await emulator.cloud.at(home.accountId, region).call(service, operation, input, person);
  }
  expect(await left()).toEqual([]);
  expect(secretsOf(given.name)).toEqual([]);
});
