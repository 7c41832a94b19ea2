import { afterEach, expect, test } from 'vitest';
import { createdSoFar } from '../../cli/follow/history.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { type EnvironmentFile, withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();
const removing = (name: string) => withoutKeyStore({ name, onFailure: 'remove' });

afterEach(() => {
  deployment().home.account.durations = {};
});

test('onFailure remove takes away the HSM and the cluster of a run that fails before initialization', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await deployment().run(removing('removed'))).toMatchObject({ status: 'FAILED', error: 'HsmDegraded' });
  expect(standing('removed')).toEqual([]);

  expect(await deployment().run(removing('removed'))).toMatchObject({ status: 'SUCCEEDED' });
});

test('an HSM that is still coming into being is removed when it has come', async () => {
  deployment().home.account.durations = { createHsm: [70_000, 70_000] };
  expect(await deployment().run(removing('slow'))).toMatchObject({ status: 'FAILED', error: 'WaitDeadlineExceeded' });
  expect(standing('slow')).toEqual([]);
});

test('onFailure keep leaves the HSM and the cluster', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  const run = await deployment().run(withoutKeyStore({ name: 'kept' }));
  expect(run).toMatchObject({ status: 'FAILED', message: expect.stringMatching(/Standing and billed: 1 HSM of cluster-\w+ \(hsm-\w+\)/) });
  expect(createdSoFar(run.events)).toEqual([expect.stringMatching(/^cluster-/), expect.stringMatching(/^hsm-/)]);
  expect(standing('kept')).toEqual([{ state: 'UNINITIALIZED', hsms: 1 }]);
});

test('a cluster that another run created is never removed', async () => {
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  const file: EnvironmentFile = withoutKeyStore({ name: 'older' });
  await deployment().run(file);
  expect(await deployment().run({ ...file, onFailure: 'remove' })).toMatchObject({
    status: 'FAILED',
    error: 'HsmDegraded',
    message: expect.stringMatching(/Nothing was removed: cluster-\w+ was created by another run\. Standing and billed: 1 HSM/),
  });
  expect(standing('older')).toEqual([{ state: 'UNINITIALIZED', hsms: 1 }]);
});

test('an initialized cluster is never removed', async () => {
  deployment().home.ecs.images.clear();
  expect(await deployment().run(removing('initialized'))).toMatchObject({
    status: 'FAILED',
    error: 'UserTaskFailed',
    message: expect.stringMatching(/Nothing was removed: cluster-\w+ is initialized, and may hold keys\. Standing and billed: 1 HSM/),
  });
  expect(standing('initialized')).toEqual([{ state: 'INITIALIZED', hsms: 1 }]);
});

test('what was removed already is not to be deleted again, and the cause says that it is gone', async () => {
  const file = withoutKeyStore({ name: 'told', onFailure: 'remove' });
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await deployment().run(file)).toMatchObject({
    status: 'FAILED',
    error: 'HsmDegraded',
    message: expect.stringMatching(/What this run created was removed, as the file asks$/),
    remedy: 'start the workflow again: it creates another',
  });
});

test('a removal that is denied is told with what stands, and why', async () => {
  const { home } = deployment();
  home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  const error = new AwsError('CloudHsmAccessDeniedException', 'not authorized to perform: cloudhsm:DeleteHsm');
  onNextRequest(home, 'cloudhsmv2:CreateHsm', () => home.faults.inject({ operation: 'cloudhsmv2:DeleteHsm', when: 'before', error }));
  const failed = await deployment().run(withoutKeyStore({ name: 'kept-by-denial', onFailure: 'remove' }));
  expect(failed).toMatchObject({ status: 'FAILED', error: 'HsmDegraded' });
  expect(failed.message).toMatch(
    /What this run created was not removed, as the file asks: .*cluster-\w+, hsm-\w+.*cloudhsm:DeleteHsm.*\. Standing and billed: 1 HSM of cluster-\w+ \(hsm-\w+\), about USD 1.6 an hour$/,
  );
});

function standing(environment: string) {
  return [...deployment().home.cloudhsmv2.clusters.values()]
    .filter(({ state, tags }) => state !== 'DELETED' && tags.get('cloudhsm-lifecycle:environment') === environment)
    .map(({ state, hsms }) => ({ state, hsms: hsms.length }));
}
