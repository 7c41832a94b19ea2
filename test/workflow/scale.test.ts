import { expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import type { Cluster } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { request } from '../local-aws.ts';
import { type Deployment, type Run, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';
import { HandedOn } from './standing.ts';

const deployment = sharedDeployment();
const plain = new HandedOn(deployment, (name) => withoutKeyStore({ name }));
const withKeyStore = new HandedOn(deployment, (name) => environmentNamed(`${name}-kms`));

const zonesOf = ({ output }: Run) => output.cluster.hsms.map(({ availabilityZone }) => availabilityZone.at(-1)).join('');
const placesOf = ({ output }: Run) => output.cluster.hsms.map(({ availabilityZone, ip }) => `${availabilityZone} ${ip}`);
const hsmsOf = ({ hsms }: Cluster) => hsms.filter(({ state }) => state !== 'DELETED');
/** As a run names them. */
const placesIn = (cluster: Cluster) =>
  hsmsOf(cluster)
    .map(({ availabilityZone, eniIp }) => `${availabilityZone} ${eniIp}`)
    .toSorted();

/** Calls of the run's roles, in their order. */
function changesSince({ home }: Deployment, since: number): string[] {
  const changing = /^(cloudhsmv2:(Create|Delete)Hsm|kms:(Connect|Disconnect|Update)CustomKeyStore)$/;
  return home.calls.calls
    .filter(({ at, operation, caller }) => at >= since && caller.kind === 'role' && changing.test(operation))
    .map(({ operation }) => operation.split(':')[1]!);
}

test('too few HSMs for a key store are refused, and nothing is changed', async () => {
  const { file, cluster } = await withKeyStore.lent();

  const run = await deployment().run({ environment: file.name, hsms: 1 }, 'scale');

  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'InvalidEnvironment',
    message: expect.stringContaining('1 HSM is too few for a key store'),
  });
  expect(hsmsOf(cluster)).toHaveLength(3);
});

test('more HSMs are spread over the zones, and what is too much goes from the fullest', async () => {
  const { file } = await withKeyStore.kept();

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
  const { file } = await plain.lent();
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
  expect((await deployment().run({ environment: file.name, hsms: 2 }, 'scale')).status).toBe('SUCCEEDED');
});

test('an address that somebody else has taken meanwhile keeps no HSM from coming back', async () => {
  const { file, cluster } = await plain.lent();
  const before = placesIn(cluster);
  const [taken] = hsmsOf(cluster);
  await deployment().run({ environment: file.name, hsms: 0 }, 'scale');
  const { home } = deployment();
  const subnetId = cluster.subnetMapping[taken!.availabilityZone]!;
  home.ec2.createNetworkInterface({ subnetId, groupIds: [], privateIpAddress: taken!.eniIp, description: 'somebody else' });

  const back = await deployment().run({ environment: file.name, hsms: 2 }, 'scale');

  expect(back.status).toBe('SUCCEEDED');
  const lost = `${taken!.availabilityZone} ${taken!.eniIp}`;
  expect(placesOf(back)).not.toContain(lost);
  expect(placesOf(back)).toContain(before.find((place) => place !== lost));
});

test('parking that failed half-way goes on, and forgets no address', async () => {
  const { file, cluster } = await plain.lent();
  const before = placesIn(cluster);
  const error = new AwsError('CloudHsmAccessDeniedException', 'Denied');
  deployment().home.faults.inject({ operation: 'cloudhsmv2:DeleteHsm', when: 'before', error, skip: 1 });

  expect(await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).toMatchObject({ status: 'FAILED', error: 'AccessDenied' });
  expect(await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).toMatchObject({ output: { cluster: { hsms: [] } } });

  const back = await deployment().run({ environment: file.name, hsms: 2 }, 'scale');
  expect(placesOf(back).toSorted()).toEqual(before);
});

test('a parked environment whose backups somebody has deleted makes no HSM that would know nobody, and comes back from one that is taken back', async () => {
  const { emulator, home } = deployment();
  const {
    file: { name: environment },
    cluster: { clusterId: id },
  } = await plain.lent();
  expect((await deployment().run({ environment, hsms: 0 }, 'scale')).status).toBe('SUCCEEDED');
  const backups = [...home.cloudhsmv2.backups.values()].filter(({ clusterId }) => clusterId === id);
  for (const { backupId } of backups) await request(emulator, 'cloudhsmv2', 'DeleteBackup', { BackupId: backupId });

  const refused = await deployment().run({ environment, hsms: 2 }, 'scale');
  expect(refused).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('no READY backup') });
  expect(home.cloudhsmv2.cluster(id)!.hsms.filter(({ state }) => state !== 'DELETED')).toEqual([]);

  const [, newest] =
    `${refused.message} ${refused.remedy}`.match(/`aws cloudhsmv2 restore-backup --backup-id (\S+) --region us-east-1`/) ?? [];
  expect(newest).toBe(backups.toSorted((a, b) => Number(b.createdAt) - Number(a.createdAt))[0]!.backupId);
  await request(emulator, 'cloudhsmv2', 'RestoreBackup', { BackupId: newest });
  expect(await deployment().run({ environment, hsms: 2 }, 'scale')).toMatchObject({ status: 'SUCCEEDED' });
});
