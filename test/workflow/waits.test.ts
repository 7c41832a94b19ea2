import { afterEach, expect, test } from 'vitest';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { request } from '../local-aws.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';

type Durations = AccountFile['durations'];

/** Longer than any deadline, and shorter than the day between two backups. */
const endless: [number, number] = [20_000, 20_000];

const deployment = sharedDeployment();

afterEach(() => takes({}));

test('a cluster that ends DEGRADED fails the run with what to do about it', async () => {
  deployment().home.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' });
  expect(await deployment().run(withoutKeyStore({ name: 'degraded' }))).toMatchObject({
    status: 'FAILED',
    error: 'ClusterDegraded',
    message: expect.stringMatching(/cluster-\w+.*DEGRADED.*could not be created/),
    remedy: expect.stringMatching(/holds no keys: delete it .*delete-cluster --cluster-id cluster-/),
  });
});

test('a cluster that CloudHSM rolls back fails the run', async () => {
  deployment().home.cloudhsmv2.fates.clusters.push({ ends: 'ROLLBACK_IN_PROGRESS' });
  expect(await deployment().run(withoutKeyStore({ name: 'rolled-back' }))).toMatchObject({
    status: 'FAILED',
    error: 'ClusterDegraded',
    message: expect.stringContaining('ROLLBACK_IN_PROGRESS'),
  });
});

test('a first HSM that ends DEGRADED fails the run and names the HSM', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await deployment().run(withoutKeyStore({ name: 'hsm-degraded' }))).toMatchObject({
    error: 'HsmDegraded',
    message: expect.stringMatching(/DEGRADED, and not replaced by CloudHSM: hsm-\w+ \(eni-\w+\)/),
    remedy: expect.stringContaining('delete-hsm'),
  });
});

test('a cluster that becomes DEGRADED while it is initialized fails the run', async () => {
  const { home } = deployment();
  onNextRequest(home, 'cloudhsmv2:InitializeCluster', ({ ClusterId }: { ClusterId: string }) => {
    home.clock.after('ride', 30, 'degrade', () => home.cloudhsmv2.degradeCluster(ClusterId));
  });
  expect(await deployment().run(withoutKeyStore({ name: 'initializing' }))).toMatchObject({
    status: 'FAILED',
    error: 'ClusterDegraded',
    message: expect.stringContaining('DEGRADED'),
  });
});

test.each<{ waitedFor: string; durations: Durations; awaited: string }>([
  { waitedFor: 'the cluster', durations: { createCluster: endless }, awaited: 'createCluster' },
  { waitedFor: 'the first HSM', durations: { createHsm: endless }, awaited: 'createHsm' },
  { waitedFor: 'the certificate', durations: { issueCertificate: endless }, awaited: 'issueCertificate' },
  { waitedFor: 'the initialization', durations: { initializeCluster: endless }, awaited: 'initializeCluster' },
  { waitedFor: 'a backup', durations: { createBackup: endless }, awaited: 'createBackup' },
  { waitedFor: 'the key store', durations: { connectKeyStore: endless }, awaited: 'connectKeyStore' },
])('a wait for $waitedFor that does not end is given up at its deadline', async ({ durations, awaited }) => {
  takes(durations);
  const name = awaited.toLowerCase();
  const run = await deployment().run(awaited === 'connectKeyStore' ? environmentNamed(name) : withoutKeyStore({ name }));
  expect(run).toMatchObject({
    error: 'WaitDeadlineExceeded',
    message: expect.stringContaining(awaited),
    remedy: expect.stringContaining('again'),
  });
  expect(run.seconds).toBeLessThan(12_000);
});

test('a certificate that takes longer is waited for', async () => {
  takes({ issueCertificate: [60, 60] });
  const run = await deployment().run(withoutKeyStore({ name: 'certificate' }));
  expect(run.status).toBe('SUCCEEDED');
  expect(run.states.filter((state) => state === 'Wait for certificate').length).toBeGreaterThan(5);
});

test('an HSM that breaks while it joins fails the run, and the next run goes on once it is deleted', async () => {
  const { emulator, home } = deployment();
  const file = withoutKeyStore({ name: 'joining' });
  home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED', availabilityZone: 'us-east-1b' });
  expect(await deployment().run(file)).toMatchObject({ status: 'FAILED', error: 'HsmDegraded' });

  const cluster = [...home.cloudhsmv2.clusters.values()].at(-1)!;
  const { hsmId: HsmId } = cluster.hsms.find(({ state }) => state === 'DEGRADED')!;
  await request(emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: cluster.clusterId, HsmId });
  await home.clock.idle();
  const mended = await deployment().run(file);
  expect(mended.status).toBe('SUCCEEDED');
  expect(mended.output.cluster.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
});

test('a cluster that becomes DEGRADED while its first HSM is awaited fails the run as that', async () => {
  const { home } = deployment();
  onNextRequest(home, 'cloudhsmv2:CreateHsm', ({ ClusterId }: { ClusterId: string }) => {
    home.clock.after('ride', 60, 'degrade', () => home.cloudhsmv2.degradeCluster(ClusterId));
  });
  expect(await deployment().run(withoutKeyStore({ name: 'degrading' }))).toMatchObject({ status: 'FAILED', error: 'ClusterDegraded' });
});

test('what breaks after it was checked is no success', async () => {
  const { home } = deployment();
  onNextRequest(home, 'cloudhsmv2:DescribeBackups', () => {
    home.cloudhsmv2.degradeHsm([...home.cloudhsmv2.clusters.values()].at(-1)!.hsms[0]!.eniId);
  });
  expect(await deployment().run(withoutKeyStore({ name: 'late' }))).toMatchObject({
    status: 'FAILED',
    error: 'HsmDegraded',
    message: expect.stringContaining('not replaced by CloudHSM'),
  });
});

test('an HSM whose creation fails and that vanishes ends the wait soon, and the next run creates another', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DELETED' });
  const file = withoutKeyStore({ name: 'vanished' });
  const run = await deployment().run(file);
  expect(run).toMatchObject({ status: 'FAILED', error: 'HsmMissing' });
  expect(run.seconds).toBeLessThan(2000);
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
});

/** How long AWS takes from now on, where it is not the usual. */
function takes(durations: Durations): void {
  deployment().home.account.durations = durations;
}
