import { expect, test } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { deployed } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const removing = withoutKeyStore({ onFailure: 'remove' });

test('onFailure remove takes away the HSM and the cluster of a run that fails before initialization', async () => {
  const deployment = await deployed();
  deployment.world.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await deployment.run(removing)).toMatchObject({ status: 'FAILED', error: 'HsmDegraded' });
  expect(standing(deployment.world)).toEqual([]);

  expect(await deployment.run(removing)).toMatchObject({ status: 'SUCCEEDED' });
});

test('an HSM that is still coming into being is removed when it has come', async () => {
  const deployment = await deployed({ account: { durations: { createHsm: [7000, 7000] } } });
  expect(await deployment.run(removing)).toMatchObject({ status: 'FAILED', error: 'WaitDeadlineExceeded' });
  expect(standing(deployment.world)).toEqual([]);
});

test('onFailure keep leaves the HSM and the cluster', async () => {
  const deployment = await deployed();
  deployment.world.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await deployment.run(withoutKeyStore())).toMatchObject({ status: 'FAILED' });
  expect(standing(deployment.world)).toEqual([{ state: 'UNINITIALIZED', hsms: 1 }]);
});

test('an initialized cluster is never removed', async () => {
  const deployment = await deployed();
  deployment.world.ecs.images.clear();
  expect(await deployment.run(removing)).toMatchObject({ status: 'FAILED', error: 'UserTaskFailed' });
  expect(standing(deployment.world)).toEqual([{ state: 'INITIALIZED', hsms: 1 }]);
});

test('a cluster that another run created is never removed', async () => {
  const deployment = await deployed({ parameters: { AwsHardwareRoot: 'missing', AwsHardwareRootSha256: 'missing' } });
  await deployment.run(withoutKeyStore());
  expect(await deployment.run(removing)).toMatchObject({ status: 'FAILED', error: 'HardwareRootMissing' });
  expect(standing(deployment.world)).toEqual([{ state: 'UNINITIALIZED', hsms: 1 }]);
});

function standing({ cloudhsmv2 }: World) {
  return [...cloudhsmv2.clusters.values()]
    .filter(({ state }) => state !== 'DELETED')
    .map(({ state, hsms }) => ({ state, hsms: hsms.length }));
}
