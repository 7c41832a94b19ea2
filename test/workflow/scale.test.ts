import { expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { request } from '../local-aws.ts';
import { type Deployment, type Run, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

const zonesOf = ({ output }: Run) => output.cluster.hsms.map(({ availabilityZone }) => availabilityZone.at(-1)).join('');
const placesOf = ({ output }: Run) => output.cluster.hsms.map(({ availabilityZone, ip }) => `${availabilityZone} ${ip}`);

/** Calls of the run's roles, in their order. */
function changesSince({ home }: Deployment, since: number): string[] {
  const changing = /^(cloudhsmv2:(Create|Delete)Hsm|kms:(Connect|Disconnect|Update)CustomKeyStore)$/;
  return home.calls.calls
    .filter(({ at, operation, caller }) => at >= since && caller.kind === 'role' && changing.test(operation))
    .map(({ operation }) => operation.split(':')[1]!);
}

test('more HSMs are spread over the zones, and what is too much goes from the fullest', async () => {
  const file = environmentNamed('scaled');
  await deployment().run(file);

  const up = await deployment().run({ environment: file.name, hsms: 5 }, 'scale');
  expect(up.status).toBe('SUCCEEDED');
  expect(zonesOf(up)).toBe('aabbc');

  const down = await deployment().run({ environment: file.name, hsms: 2 }, 'scale');
  expect(down).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED' } } });
  expect(new Set(zonesOf(down)).size).toBe(2);
  expect(down.output.removed).toHaveLength(3);
});

test('a parked environment has no HSM, keeps all that they held, and comes back at the same addresses', async () => {
  const file = environmentNamed('parked');
  const before = await deployment().run(file);
  const began = deployment().home.clock.now();

  const parked = await deployment().run({ environment: file.name, hsms: 0 }, 'scale');

  expect(parked).toMatchObject({
    status: 'SUCCEEDED',
    output: { cluster: { state: 'ACTIVE', hsms: [] }, keyStore: { state: 'DISCONNECTED' }, backup: { state: 'READY' } },
  });
  expect(changesSince(deployment(), began)).toEqual(['DisconnectCustomKeyStore', 'DeleteHsm', 'DeleteHsm', 'DeleteHsm']);
  expect(parked.output.removed.toSorted()).toEqual(before.output.cluster.hsms.map(({ id }) => id).toSorted());

  expect(await deployment().run({ environment: file.name }, 'connect')).toMatchObject({
    error: 'EnvironmentIncomplete',
    message: expect.stringContaining('is parked'),
    remedy: `\`npx hsm scale ${file.name} --hsms 3 --region us-east-1\` brings it back, with its key store`,
  });

  const back = await deployment().run({ environment: file.name, hsms: 3 }, 'scale');
  expect(back).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
  expect(placesOf(back)).toEqual(placesOf(before));
  expect(back.output.keyStore).toMatchObject({ keyArn: before.output.keyStore!.keyArn });

  const error = new AwsError('CloudHsmAccessDeniedException', 'Denied');
  deployment().home.faults.inject({ operation: 'cloudhsmv2:DeleteHsm', when: 'before', error });
  expect(await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).toMatchObject({
    error: 'AccessDenied',
    message: expect.stringMatching(/ Its key store cks-\w+ is DISCONNECTED: none of its keys can be used until it is connected$/),
    remedy: expect.stringMatching(/; to have its HSMs and keys back instead: `npx hsm scale parked --hsms 3 --region us-east-1`$/),
  });
});

test('the others go only when the backup of the first is READY', async () => {
  const file = withoutKeyStore({ name: 'careful' });
  await deployment().run(file);
  const { home } = deployment();
  const states: (string | undefined)[] = [];
  const watch = ({ operation, input }: { operation: string; input: unknown }) => {
    if (operation !== 'cloudhsmv2:DeleteHsm') return;
    const { ClusterId } = input as { ClusterId: string };
    const backups = [...home.cloudhsmv2.backups.values()].filter(({ clusterId }) => clusterId === ClusterId);
    states.push(backups.findLast(() => true)?.state);
  };
  home.calls.watchers.add(watch);

  expect((await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).status).toBe('SUCCEEDED');

  home.calls.watchers.delete(watch);
  expect(states).toEqual(['READY', 'READY']);
});

test('an address that somebody else has taken meanwhile keeps no HSM from coming back', async () => {
  const file = withoutKeyStore({ name: 'moved' });
  const before = await deployment().run(file);
  await deployment().run({ environment: file.name, hsms: 0 }, 'scale');
  const { home } = deployment();
  const [taken] = before.output.cluster.hsms;
  const subnetId = home.cloudhsmv2.cluster(before.output.cluster.id)!.subnetMapping[taken!.availabilityZone]!;
  home.ec2.createNetworkInterface({ subnetId, groupIds: [], privateIpAddress: taken!.ip, description: 'somebody else' });

  const back = await deployment().run({ environment: file.name, hsms: 2 }, 'scale');

  expect(back.status).toBe('SUCCEEDED');
  expect(placesOf(back)).not.toEqual(placesOf(before));
  expect(placesOf(back)).toContain(placesOf(before)[1]);
});

test('parking that failed half-way goes on, and forgets no address', async () => {
  const file = withoutKeyStore({ name: 'halfway' });
  const before = await deployment().run(file);
  const error = new AwsError('CloudHsmAccessDeniedException', 'Denied');
  deployment().home.faults.inject({ operation: 'cloudhsmv2:DeleteHsm', when: 'before', error, skip: 1 });

  expect(await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).toMatchObject({ status: 'FAILED', error: 'AccessDenied' });
  expect(await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).toMatchObject({ output: { cluster: { hsms: [] } } });

  const back = await deployment().run({ environment: file.name, hsms: 2 }, 'scale');
  expect(placesOf(back)).toEqual(placesOf(before));
});

test('too few HSMs for a key store are refused, and nothing is changed', async () => {
  const file = environmentNamed('few');
  await deployment().run(file);

  const run = await deployment().run({ environment: file.name, hsms: 1 }, 'scale');

  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'InvalidEnvironment',
    message: expect.stringContaining('1 HSM is too few for a key store'),
  });
  expect(deployment().home.cloudhsmv2.cluster([...deployment().home.cloudhsmv2.clusters.keys()].at(-1)!)?.hsms).toHaveLength(3);
});

test('a parked environment whose backups somebody has deleted makes no HSM that would know nobody, and comes back from one that is taken back', async () => {
  const { emulator, home } = deployment();
  const { id } = (await deployment().run(withoutKeyStore({ name: 'emptied' }))).output.cluster;
  expect((await deployment().run({ environment: 'emptied', hsms: 0 }, 'scale')).status).toBe('SUCCEEDED');
  const backups = [...home.cloudhsmv2.backups.values()].filter(({ clusterId }) => clusterId === id);
  for (const { backupId } of backups) await request(emulator, 'cloudhsmv2', 'DeleteBackup', { BackupId: backupId });

  const refused = await deployment().run({ environment: 'emptied', hsms: 2 }, 'scale');
  expect(refused).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('no READY backup') });
  expect(home.cloudhsmv2.cluster(id)!.hsms.filter(({ state }) => state !== 'DELETED')).toEqual([]);

  const [, newest] =
    `${refused.message} ${refused.remedy}`.match(/`aws cloudhsmv2 restore-backup --backup-id (\S+) --region us-east-1`/) ?? [];
  expect(newest).toBe(backups.toSorted((a, b) => Number(b.createdAt) - Number(a.createdAt))[0]!.backupId);
  await request(emulator, 'cloudhsmv2', 'RestoreBackup', { BackupId: newest });
  expect(await deployment().run({ environment: 'emptied', hsms: 2 }, 'scale')).toMatchObject({ status: 'SUCCEEDED' });
});
