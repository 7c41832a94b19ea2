import { expect, test } from 'vitest';
import type { AccountFile } from '../../emulator/account.ts';
import { request } from '../local-aws.ts';
import { deployed, onRequest } from './deployment.ts';
import { production, withoutKeyStore } from './environment-file.ts';

/** Longer than any deadline, and shorter than the day between two backups. */
const endless: [number, number] = [20_000, 20_000];

test('a cluster that ends DEGRADED fails the run with what to do about it', async () => {
  const { world, run } = await failing();
  world.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' });
  expect(await run()).toMatchObject({
    status: 'FAILED',
    error: 'ClusterDegraded',
    message: expect.stringMatching(/cluster-\w+.*DEGRADED.*could not be created/),
    remedy: expect.stringContaining('delete a cluster that was never initialized'),
  });
});

test('a cluster that CloudHSM rolls back fails the run', async () => {
  const { world, run } = await failing();
  world.cloudhsmv2.fates.clusters.push({ ends: 'ROLLBACK_IN_PROGRESS' });
  const ended = await run();
  expect(ended).toMatchObject({ status: 'FAILED', error: 'ClusterDegraded', message: expect.stringContaining('ROLLBACK_IN_PROGRESS') });
});

test('a first HSM that ends DEGRADED fails the run and names the HSM', async () => {
  const { world, run } = await failing();
  world.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await run()).toMatchObject({
    error: 'HsmDegraded',
    message: expect.stringMatching(/hsm-\w+ \(eni-\w+\) is DEGRADED/),
    remedy: expect.stringContaining('delete-hsm'),
  });
});

test('a cluster that becomes DEGRADED while it is initialized fails the run', async () => {
  const { world, run } = await failing();
  onRequest(world, 'cloudhsmv2:InitializeCluster', ({ ClusterId }: { ClusterId: string }) => {
    world.clock.after('ride', 30, 'degrade', () => world.cloudhsmv2.degradeCluster(ClusterId));
  });
  expect(await run()).toMatchObject({ status: 'FAILED', error: 'ClusterDegraded', message: expect.stringContaining('DEGRADED') });
});

test.each([
  { waitedFor: 'the cluster', durations: { createCluster: endless }, names: 'createCluster' },
  { waitedFor: 'the first HSM', durations: { createHsm: endless }, names: 'createHsm' },
  { waitedFor: 'the certificate', durations: { issueCertificate: endless }, names: 'issueCertificate' },
  { waitedFor: 'the initialization', durations: { initializeCluster: endless }, names: 'initializeCluster' },
])('a wait for $waitedFor that does not end is given up at its deadline', async ({ durations, names }) => {
  const { run } = await failing(durations);
  const ended = await run();
  expect(ended).toMatchObject({
    error: 'WaitDeadlineExceeded',
    message: expect.stringContaining(names),
    remedy: expect.stringContaining('again'),
  });
  expect(ended.seconds).toBeLessThan(7000);
});

test('a certificate that takes longer is waited for', async () => {
  const { world, run } = await failing({ issueCertificate: [60, 60] });
  world.ecs.images.clear();
  const ended = await run();
  expect(ended.error).toBe('UserTaskFailed');
  expect(ended.states.filter((state) => state === 'Wait for certificate').length).toBeGreaterThan(1);
});

test('a key store that does not connect fails the run with what its code means, and later runs connect it', async () => {
  const deployment = await deployed();
  const { world } = deployment;
  const codes = { NETWORK_ERRORS: 'security group', INTERNAL_ERROR: 'again', INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: 'address' } as const;
  for (const [code, remedy] of Object.entries(codes)) {
    world.kms.failNextConnection(code as keyof typeof codes);
    const run = await deployment.run(production);
    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'KeyStoreConnectionFailed',
      message: expect.stringContaining(code),
      remedy: expect.stringContaining(remedy),
    });
  }
  const mended = await deployment.run(production);
  expect(mended).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED' } } });
});

test.each([
  { waitedFor: 'a backup', durations: { createBackup: endless }, names: 'createBackup' },
  { waitedFor: 'the key store', durations: { connectKeyStore: endless }, names: 'connectKeyStore' },
])('a wait for $waitedFor that does not end is given up at its deadline', async ({ durations, names }) => {
  const deployment = await deployed({ account: { durations: durations } });
  const run = await deployment.run(names === 'createBackup' ? withoutKeyStore() : production);
  expect(run).toMatchObject({ error: 'WaitDeadlineExceeded', message: expect.stringContaining(names) });
});

test('an HSM that breaks while it joins fails the run, and the next run goes on once it is deleted', async () => {
  const deployment = await deployed();
  const { clusters, fates } = deployment.world.cloudhsmv2;
  fates.hsms.push({ ends: 'DEGRADED', availabilityZone: 'us-east-1b' });
  expect(await deployment.run(withoutKeyStore())).toMatchObject({ status: 'FAILED', error: 'HsmDegraded' });

  const [cluster] = clusters.values();
  const { hsmId: HsmId } = cluster!.hsms.find(({ state }) => state === 'DEGRADED')!;
  await request(deployment.emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: cluster!.clusterId, HsmId });
  await deployment.world.clock.idle();
  const mended = await deployment.run(withoutKeyStore());
  expect(mended.status).toBe('SUCCEEDED');
  expect(mended.output.cluster.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
});

async function failing(durations?: AccountFile['durations']) {
  const deployment = await deployed({ account: { durations } });
  return { world: deployment.world, run: () => deployment.run(withoutKeyStore()) };
}
