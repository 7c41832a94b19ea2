import { afterEach, expect, test } from 'vitest';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { request } from '../local-aws.ts';
import { ofFunction, onNextRequest, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';

type Durations = AccountFile['durations'];

/** Longer than any deadline, and shorter than the day between two backups: AWS takes a tenth of it. */
const endless: [number, number] = [200_000, 200_000];

const deployment = sharedDeployment();

afterEach(() => takes({}));

test('a cluster that becomes DEGRADED while it is initialized fails the run', async () => {
  const { home } = deployment();
  onNextRequest(home, 'cloudhsmv2:InitializeCluster', ({ ClusterId }: { ClusterId: string }) => {
    home.clock.after('ride', 60, 'degrade', () => home.cloudhsmv2.degradeCluster(ClusterId));
  });
  expect(await deployment().run(withoutKeyStore({ name: 'initializing' }))).toMatchObject({
    status: 'FAILED',
    error: 'ClusterDegraded',
    message: expect.stringContaining('DEGRADED'),
  });
});

test.each<{ waitedFor: string; durations: Durations; awaited: string }>([
  { waitedFor: 'HSMs', durations: { createHsm: endless }, awaited: 'createHsm' },
  { waitedFor: 'the initialization', durations: { initializeCluster: endless }, awaited: 'initializeCluster' },
  { waitedFor: 'the key store', durations: { connectKeyStore: endless }, awaited: 'connectKeyStore' },
])('a wait for $waitedFor that does not end is given up at its deadline', async ({ waitedFor, durations, awaited }) => {
  takes(durations);
  const name = awaited.toLowerCase();
  const run = await deployment().run(awaited === 'connectKeyStore' ? environmentNamed(name) : withoutKeyStore({ name }));
  expect(run).toMatchObject({
    error: 'WaitDeadlineExceeded',
    message: expect.stringContaining(`Waiting for ${waitedFor}`),
  });
  expect(run.seconds).toBeLessThan(12_000);
});

test('a certificate that takes longer is waited for', async () => {
  takes({ issueCertificate: [600, 600] });
  const run = await deployment().run(withoutKeyStore({ name: 'certificate' }));
  expect(run.status).toBe('SUCCEEDED');
  expect(run.states.filter((state) => state === 'Wait for certificate').length).toBeGreaterThan(5);
});

test('a hiccup of Lambda that lasts for minutes is waited out', async () => {
  const { home } = deployment();
  const error = new AwsError('KMSInvalidStateException', 'Lambda was unable to decrypt the environment variables', { status: 502 });
  const isCheck = ({ FunctionName }: { FunctionName: string }) => FunctionName.endsWith('-check-hsms');
  const met = home.faults.inject({
    operation: 'lambda:Invoke',
    when: 'before',
    error,
    times: 10,
    only: (input) => isCheck(input as { FunctionName: string }),
  });
  expect(await deployment().run(withoutKeyStore({ name: 'hiccup' }))).toMatchObject({ status: 'SUCCEEDED' });
  expect(met()).toBe(10);
});

test('what breaks after it was checked is no success', async () => {
  const { home } = deployment();
  home.faults.inject({
    operation: 'cloudhsmv2:DescribeBackups',
    only: ofFunction('check-backup'),
    whenDone: () => home.cloudhsmv2.degradeHsm([...home.cloudhsmv2.clusters.values()].at(-1)!.hsms[0]!.eniId),
  });
  expect(await deployment().run(withoutKeyStore({ name: 'late' }))).toMatchObject({
    status: 'FAILED',
    error: 'HsmDegraded',
    message: expect.stringContaining('not replaced by CloudHSM'),
  });
});

test('an HSM whose creation fails and that vanishes ends the wait soon', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DELETED' });
  const run = await deployment().run(withoutKeyStore({ name: 'vanished' }));
  expect(run).toMatchObject({ status: 'FAILED', error: 'HsmMissing' });
  expect(run.seconds).toBeLessThan(2000);
});

test('a cluster whose backups somebody has deleted says soon how it comes to one', async () => {
  const file = withoutKeyStore({ name: 'without-backups' });
  const { cluster } = (await deployment().run(file)).output;
  const { emulator, home } = deployment();
  for (const { backupId, clusterId, state } of home.cloudhsmv2.backups.values())
    if (clusterId === cluster.id && state === 'READY') await request(emulator, 'cloudhsmv2', 'DeleteBackup', { BackupId: backupId });

  const run = await deployment().run(file);
  expect(run).toMatchObject({ error: 'BackupMissing', remedy: expect.stringContaining('`npx hsm scale without-backups --hsms 3 --') });
  expect(run.seconds).toBeLessThan(2400);

  expect((await deployment().run({ environment: file.name, hsms: 3 }, 'scale')).status).toBe('SUCCEEDED');
  expect((await deployment().run({ ...file, hsmCount: 3 })).output.backup?.state).toBe('READY');
});

/** How long AWS takes from now on, where it is not the usual: ten times what it comes to. */
function takes(durations: Durations): void {
  deployment().home.account.durations = durations;
}
