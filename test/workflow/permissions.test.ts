import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { intents } from '../../core/intents.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { readPolicy } from '../../emulator/services/iam/policy-document.ts';
import { pascal } from '../../infrastructure/names.ts';
import { connectionTo, request } from '../local-aws.ts';
import { deleteByHand } from './deleted-by-hand.ts';
import { type Deployment, deployed, ofFunction, onEachRequest, onNextRequest } from './deployment.ts';
import { environmentNamed, production, withoutKeyStore } from './environment-file.ts';
import { giveSecrets, madeElsewhere } from './made-elsewhere.ts';
import { forgetOnRecord } from './record.ts';
import { recordThere, recoverable, recoveryRegion } from './recovery-region.ts';
import { stackRequest } from './stack-request.ts';
import { withoutEffect } from './without-effect.ts';

/** What no run on this machine can use: its image of the task comes from no registry. */
const beyondThisMachine = /^HsmUsersExecutionRole: ecr:/;

const withoutNat = {
  id: 'vpc-0123456789abcdef0',
  nat: false,
  endpoints: ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'],
  subnets: ['a', 'b', 'c'].map((zone, index) => ({ id: production.subnetIds[index]!, availabilityZone: `us-east-1${zone}` })),
  securityGroups: [{ id: 'sg-0e6e55e6e55e6e55e' }],
};

/** The entries come from one definition, and what fails in one fails in each: they count as one role. */
const entryRole = new RegExp(`^(${Object.keys(intents).map(pascal).join('|')})Role: `);

test('every permission of every role is used by some workflow, and no call goes beyond them', async () => {
  const AuditTargets = JSON.stringify({ accounts: ['210987654321'] });
  const deployment = await deployed({ account: { vpcs: [withoutNat] }, parameters: { AuditTargets } });
  await exerciseEveryWorkflow(deployment);
  const { iam } = deployment.home;
  const roles = Object.entries(deployment.stack.resources).filter(([, { type }]) => type === 'AWS::IAM::Role');
  const unused = roles.flatMap(([role, { arn }]) =>
    iam.unexercised(arn!).map(({ action, resources }) => `${role}: ${action} on ${resources.join(', ')}`),
  );
  const ofEntries = unused.filter((permission) => entryRole.test(permission)).map((permission) => permission.replace(entryRole, ''));
  const inEveryEntry = ofEntries.filter(
    (permission) => ofEntries.filter((other) => other === permission).length === Object.keys(intents).length,
  );
  expect([
    ...unused.filter((permission) => !beyondThisMachine.test(permission) && !entryRole.test(permission)),
    ...new Set(inEveryEntry),
  ]).toEqual([]);
});

test('no policy of the template allows what AWS would never honour', async () => {
  const { iam } = (await deployed()).home;
  const found = iam.roles.all().flatMap((role) => {
    return iam.roles.statements(role).flatMap((statement) => withoutEffect(statement).map((what) => `${role.roleName}: ${what}`));
  });
  expect(found).toEqual([]);
});

test('what AWS would never honour is found', () => {
  const tagged = { StringEquals: { 'aws:ResourceTag/stage': 'dev' } };
  const cluster = 'arn:aws:cloudhsm:us-east-1:123456789012:cluster/*';
  const found = (Action: string, Resource: string, Condition = {}) =>
    readPolicy({ Statement: { Effect: 'Allow', Action, Resource, Condition } }, 'identity', 'policy').flatMap(withoutEffect);
  expect(found('cloudhsm:CreateHsm', cluster, tagged)).toEqual([]);
  expect(found('cloudhsm:DeleteHsm', cluster)).toEqual([`cloudhsm:DeleteHsm is not on ${cluster}`]);
  expect(found('cloudhsm:DeleteHsm', '*', tagged)).toEqual(['cloudhsm:DeleteHsm has no condition key aws:ResourceTag/stage']);
  expect(found('cloudhsm:RemoveHsm', '*')).toEqual(['cloudhsm:RemoveHsm is no action']);
  expect(found('logs:CreateLogStream', 'arn:aws:logs:*:*:log-group:/aws/lambda/f:*')).toEqual([]);
  expect(found('kms:CreateAlias', 'arn:aws:kms:us-east-1:123456789012:secret/*')).toHaveLength(1);
});

/** Runs that between them do everything that a workflow can do. */
async function exerciseEveryWorkflow(deployment: Deployment): Promise<void> {
  const { emulator, home } = deployment;
  const keepLeases = loseLeaseBeforeEachBody(deployment);
  home.kms.failNextConnection('USER_LOGGED_IN');
  expect((await deployment.run(production)).error).toBe('KeyStoreConnectionFailed');
  // as an earlier run or a person has left it
  for (const store of home.kms.customKeyStores.values()) Object.assign(store, { state: 'FAILED', errorCode: 'INTERNAL_ERROR' });
  expect((await deployment.run(production)).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production', hsms: 2 }, 'scale')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production', hsms: 0 }, 'scale')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production', hsms: 3 }, 'scale')).status).toBe('SUCCEEDED');
  await repairOne(deployment);
  expect((await deployment.run({ environment: 'production' }, 'rotate')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production', user: 'kmsuser' }, 'rotate')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production' }, 'disconnect')).status).toBe('SUCCEEDED');
  home.kms.failNextConnection('INVALID_CREDENTIALS');
  expect((await deployment.run({ environment: 'production' }, 'connect')).status).toBe('SUCCEEDED');

  expect((await deployment.run({ environment: 'production' }, 'drill')).status).toBe('SUCCEEDED');
  await configureHosts(deployment);
  await recordThere(deployment);
  const backups = { copyTo: [recoveryRegion], keepCopies: 1, drillEveryDays: 1 };
  const copied = { ...production, backups, recovery: recoverable('production').recovery };
  expect((await deployment.run(copied)).status).toBe('SUCCEEDED');
  expect((await deployment.run({}, 'copy-backups')).status).toBe('SUCCEEDED');
  await home.clock.advance(600);
  await passDay(deployment); // another backup, and a drill
  expect((await deployment.run({ environment: 'production' }, 'copy-backups')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production' }, 'audit')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'production' }, 'audit')).status).toBe('SUCCEEDED');
  // what starts by the clock
  await passDay(deployment);
  await home.clock.idle();

  const [newest] = [...home.cloudhsmv2.backups.values()].filter(({ state }) => state === 'READY');
  const sibling = { environment: 'production', backup: newest!.backupId, as: 'sibling' };
  expect((await deployment.run(sibling, 'restore')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: 'sibling' }, 'teardown')).status).toBe('SUCCEEDED');
  deployment.stopClockwork();
  await restoreInPlace(deployment);
  await tearDown(deployment);
  await adopt(deployment);
  await stackResource(deployment);

  home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  const requested = withoutKeyStore({ name: 'staging', onFailure: 'remove' });
  const entry = { Source: 'cloudhsm.lifecycle', DetailType: 'Environment Requested', Detail: JSON.stringify(requested) };
  await request(emulator, 'events', 'PutEvents', { Entries: [entry] });
  await home.clock.idle();
  expect([...home.cloudhsmv2.clusters.values()].map(({ state }) => state)).toContain('DELETED');

  const testing = withoutKeyStore({ name: 'testing', hsmCount: 1, purpose: 'testing', certificateAuthority: { type: 'self-signed' } });
  expect((await deployment.run(testing)).status).toBe('SUCCEEDED');
  // its next cluster gets a root of its own
  expect((await deployment.run({ environment: 'testing' }, 'teardown')).status).toBe('SUCCEEDED');
  expect((await deployment.run(testing)).status).toBe('SUCCEEDED');
  await failTask(deployment, testing);
  await failWithLongCause(deployment, testing);
  await failWithoutBackups(deployment, testing);
  await waitForPeople(deployment, testing);
  // whoever waits for people says so, gives way to another file, looks once a day whether they can still answer, and goes with its environment
  const vaulted = withoutKeyStore({ name: 'vaulted', purpose: 'testing', certificateAuthority: { type: 'external' } });
  for (const backupRetentionDays of [30, 60]) {
    await deployment.start({ ...vaulted, backupRetentionDays });
    await home.clock.idle();
  }
  await home.clock.advance(86_400);
  expect((await deployment.run({ environment: 'vaulted' }, 'teardown')).status).toBe('SUCCEEDED');

  keepLeases();
  // as an earlier version left its keys: known by their tags only
  home.kms.aliases.clear();
  await forgetOnRecord(home, 'production', 'file', 'key documents');
  const keys = production.keyStore.keys.map((key) => ({ ...key, description: 'Of contracts' }));
  const file = { ...production, backupRetentionDays: 30, keyStore: { ...production.keyStore, keys } };
  const [first, same] = [await deployment.start(file), await deployment.start(file)];
  await home.clock.idle();
  expect([(await deployment.ended(first)).status, (await deployment.ended(same)).status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);

  // where Amazon answers no names in a VPC, it is asked who does
  home.ec2.vpc(withoutNat.id)!.attributes.enableDnsSupport = false;
  expect((await deployment.run(withoutKeyStore({ name: 'nameless' }))).error).toBe('InvalidEnvironment');
}

/** A day in which nobody looks every few minutes, each time alike, but at its end whether something is due. */
async function passDay({ home, stack }: Deployment): Promise<void> {
  const [health, due] = [stack.resources.HealthSchedule!.physicalId, stack.resources.DueSchedule!.physicalId];
  for (const schedule of [health, due]) home.events.rules.switch(schedule, 'DISABLED');
  await home.clock.advance(86_400 - 1800);
  home.events.rules.switch(due, 'ENABLED');
  await home.clock.advance(1800);
}

/** Hosts that are let in and kept configured, then others, then none. */
async function configureHosts(deployment: Deployment): Promise<void> {
  const id = 'i-0123456789abcdef0';
  deployment.home.ec2.addHost({ id, platform: 'ubuntu 24.04', subnet: production.subnetIds[0]!, tags: { Role: 'payments', Stage: 'dev' } });
  const kept = (clients: object) => deployment.run({ ...production, clients });
  expect((await kept({ tags: ['Role=payments'], keepConfigured: true })).status).toBe('SUCCEEDED');
  const asked = { environment: 'production', attachSecurityGroup: true };
  expect(await deployment.run(asked, 'clients')).toMatchObject({ status: 'SUCCEEDED', output: { clients: { attached: [id] } } });
  for (const clients of [{ tags: ['Stage=dev'], keepConfigured: true }, { tags: ['Stage=dev'] }]) {
    expect((await kept(clients)).status).toBe('SUCCEEDED');
    expect((await deployment.run({ environment: 'production' }, 'clients')).status).toBe('SUCCEEDED');
  }
}

/** An HSM that is replaced, and none that could be: its only one failed. */
async function repairOne(deployment: Deployment): Promise<void> {
  const { cloudhsmv2 } = deployment.home;
  const { hsms } = [...cloudhsmv2.clusters.values()][0]!;
  const alive = () => hsms.filter(({ state }) => state !== 'DELETED');
  cloudhsmv2.degradeHsm(alive()[0]!.eniId);
  expect((await deployment.run({ environment: 'production' }, 'repair')).status).toBe('SUCCEEDED');
  const before = alive().map((hsm) => ({ hsm, state: hsm.state }));
  for (const { hsm } of before) hsm.state = 'DEGRADED';
  expect((await deployment.run({ environment: 'production' }, 'repair')).error).toBe('LastHsmDegraded');
  for (const { hsm, state } of before) hsm.state = state;
}

/** A backup of before the last rotation, in the place of what stands; a secret of another region is among those of the environment. */
async function restoreInPlace(deployment: Deployment): Promise<void> {
  const { cloudhsmv2, secretsManager } = deployment.home;
  const own = [...cloudhsmv2.clusters.values()].find(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === 'production')!;
  const backup = [...cloudhsmv2.backups.values()].findLast(({ clusterId, state }) => clusterId === own.clusterId && state === 'READY')!;
  expect((await deployment.run({ environment: 'production' }, 'rotate')).status).toBe('SUCCEEDED');
  const secret = secretsManager.existing('cloudhsm-lifecycle/dev/production/admin');
  secret.primary = { secret, region: recoveryRegion };
  const asked = { environment: 'production', backup: backup.backupId, replace: true };
  const run = await deployment.run(asked, 'restore');
  expect(run.status, run.message).toBe('SUCCEEDED');
}

/** Keys on their way to deletion and back, hosts that are kept configured until then, and an environment that goes once they are gone, its cluster first. */
async function tearDown(deployment: Deployment): Promise<void> {
  const file = { ...environmentNamed('passing'), purpose: 'testing' as const };
  const made = await deployment.run({ ...file, hsmCount: 2, clients: { tags: ['Stage=dev'], keepConfigured: true } });
  expect((await deployment.run({ environment: file.name, attachSecurityGroup: true }, 'clients')).status).toBe('SUCCEEDED');
  for (const asked of [{ scheduleKeyDeletion: 7 }, { cancel: true }, { scheduleKeyDeletion: 7 }]) {
    expect((await deployment.run({ environment: file.name, ...asked }, 'teardown')).status).toBe('SUCCEEDED');
  }
  await deployment.pass(8);
  await deleteByHand(deployment, made.output.cluster.id);
  const replica = { SecretId: `cloudhsm-lifecycle/dev/${file.name}/admin`, AddReplicaRegions: [{ Region: recoveryRegion }] };
  await request(deployment.emulator, 'secretsmanager', 'ReplicateSecretToRegions', replica);
  expect((await deployment.run({ environment: file.name, deleteBackups: true }, 'teardown')).status).toBe('SUCCEEDED');
}

/** A cluster that somebody else has made. */
async function adopt(deployment: Deployment): Promise<void> {
  const made = withoutKeyStore({ name: 'made' });
  const file = withoutKeyStore({ name: 'adopted' });
  const cluster = await madeElsewhere(deployment, made);
  await giveSecrets(deployment, made.name, file.name, ['admin', 'admin_2', 'application']);
  expect((await deployment.run({ environment: file.name, cluster, file }, 'adopt')).status).toBe('SUCCEEDED');
  expect((await deployment.run({ environment: file.name }, 'teardown')).status).toBe('SUCCEEDED');
}

/** An environment in somebody else's stack, which stands already and goes with it. */
async function stackResource({ emulator, stack, home }: Deployment): Promise<void> {
  const file = withoutKeyStore({ name: 'stacked' });
  const ServiceToken = stack.outputs.EnvironmentServiceToken!;
  const Resources = { It: { Type: 'Custom::CloudHsmEnvironment', Properties: { ServiceToken, File: JSON.stringify(file) } } };
  await emulator.deploy({ template: { Resources }, artifacts: '/nowhere', stackName: 'of-others' });
  const going = stackRequest(emulator.url, {
    RequestType: 'Delete',
    PhysicalResourceId: file.name,
    ResourceProperties: { DeleteEnvironment: 'true' },
    StackId: home.cloudformation.stack('of-others').id,
    LogicalResourceId: 'It',
  });
  const byPeople = withoutKeyStore({ name: 'by-people', certificateAuthority: { type: 'external' } });
  const refused = stackRequest(emulator.url, { RequestType: 'Create', ResourceProperties: { File: JSON.stringify(byPeople) } });
  // Step Functions does not hand over the whole cause where the file is this large
  const keys = ['documents', 'letters'].map((name) => ({ name, description: '"'.repeat(5000) }));
  const large = JSON.stringify({ ...production, name: 'large', hsmCount: 0, keyStore: { ...production.keyStore, keys } });
  const failing = stackRequest(emulator.url, { RequestType: 'Create', ResourceProperties: { File: large } });
  const lambda = new LambdaClient(connectionTo(home));
  for (const asked of [going, refused, failing])
    await lambda.send(new InvokeCommand({ FunctionName: ServiceToken, Payload: JSON.stringify(asked) }));
  await home.clock.idle();
}

/** A task that cannot start, and one that says what is wrong. */
async function failTask(deployment: Deployment, file: object): Promise<void> {
  const { images } = deployment.home.ecs;
  const published = [...images];
  images.clear();
  expect((await deployment.run(file)).error).toBe('UserTaskFailed');
  for (const [name, image] of published) images.set(name, image);
  const error = new AwsError('Words', 'Failed to initialize hsm1 context');
  deployment.home.faults.inject({ operation: 'data-plane:user list', when: 'before', error, times: 3 });
  expect((await deployment.run(file)).error).toBe('HsmUnreachable');
}

/** Longer than Step Functions keeps of a cause: the child is asked for its own. */
async function failWithLongCause(deployment: Deployment, file: object): Promise<void> {
  const error = new AwsError('CloudHsmInvalidRequestException', `It is no valid request: ${'"'.repeat(15_000)}`);
  deployment.home.faults.inject({ operation: 'cloudhsmv2:DescribeBackups', when: 'before', error, only: ofFunction('check-backup') });
  const run = await deployment.run(file);
  expect(run).toMatchObject({ error: 'RequestRejected', message: expect.stringContaining('It is no valid request') });
}

/** Somebody has deleted them all, and none is made before the next day. */
async function failWithoutBackups(deployment: Deployment, file: object): Promise<void> {
  const { backups } = deployment.home.cloudhsmv2;
  const before = [...backups];
  backups.clear();
  expect((await deployment.run(file)).error).toBe('BackupMissing');
  for (const [id, backup] of before) backups.set(id, backup);
}

/** A body that waits for people once; the answer comes while no token is out. */
async function waitForPeople(deployment: Deployment, file: { name?: string }): Promise<void> {
  const { home } = deployment;
  const machine = home.states.machine(deployment.machine('body/provision'));
  const whole = machine.definition;
  const since = home.clock.date().toISOString();
  const waiting = { for: 'test', since, deadline: since, publish: { subject: 'Waiting', message: 'Answer it.' } };
  machine.definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Waiting',
    States: { Waiting: { Type: 'Succeed', Output: { result: {}, pace: 1, waiting } } },
  } as never;
  await answer(deployment, file.name!, since);
  onNextRequest(home, 'stepfunctions:SendTaskSuccess', () => {
    machine.definition = whole;
  });
  expect((await deployment.run(file)).status).toBe('SUCCEEDED');
}

async function answer(deployment: Deployment, environment: string, at: string): Promise<void> {
  await changeItem(deployment, environment, 'waiting#provision', {
    UpdateExpression: 'SET answer = :answer, answeredAt = :at',
    ExpressionAttributeValues: { ':answer': { S: '{}' }, ':at': { S: at } },
  });
}

/** As after a redrive: the lease was freed when the run was aborted, and the body's first step takes it again. */
function loseLeaseBeforeEachBody(deployment: Deployment): () => void {
  const first =
    /-(adopt-cluster|create-cluster|plan-hsms|plan-parking|plan-repair|plan-rotation|plan-clients|plan-teardown|copy-credentials|plan-replacement|take-over-credentials|remove-drill|disconnect-key-store|create-key-store)$/;
  return onEachRequest(deployment.home, 'lambda:Invoke', ({ FunctionName }: { FunctionName: string }) => {
    if (!first.test(FunctionName)) return;
    for (const environment of ['production', 'staging', 'testing', 'passing', 'sibling', 'adopted']) {
      const item = FunctionName.endsWith('-drill') ? 'lease#drill' : 'lease';
      void changeItem(deployment, environment, item, { UpdateExpression: 'REMOVE holder, intent, since' });
    }
  });
}

function changeItem({ home, stack }: Deployment, environment: string, item: string, change: ItemChange): Promise<unknown> {
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  const Key = { environment: { S: environment }, item: { S: item } };
  const input: object = { TableName: stack.resources.EnvironmentsTable!.physicalId, Key, ...change };
  return home.dynamodb.call('UpdateItem', input, person);
}

interface ItemChange {
  UpdateExpression: string;
  ExpressionAttributeValues?: Record<string, { S: string }>;
}
