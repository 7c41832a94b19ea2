import { expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { commandsIn, runCommand } from './follow-remedy.ts';

const deployment = sharedDeployment();

/** Runs every command of a remedy as it stands, one after the other. */
async function follow(remedy: string): Promise<number> {
  const commands = commandsIn(remedy);
  for (const command of commands) await runCommand(deployment().emulator, command);
  return commands.length;
}

test('a cluster that failed is deleted by the commands of the remedy, and the next run makes another', async () => {
  const file = withoutKeyStore({ name: 'cluster-degraded' });
  deployment().home.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' });
  const failed = await deployment().run(file);
  expect(failed).toMatchObject({ status: 'FAILED', error: 'ClusterDegraded' });
  expect(await follow(failed.remedy)).toBe(1);
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED' });
});

test('an HSM that failed is deleted by the command of the remedy, and the next run makes another', async () => {
  const file = withoutKeyStore({ name: 'hsm-degraded' });
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  const failed = await deployment().run(file);
  expect(failed).toMatchObject({ status: 'FAILED', error: 'HsmDegraded' });
  expect(await follow(failed.remedy)).toBe(1);
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED' });
});

test('what was removed already is not to be deleted again, and the cause says that it is gone', async () => {
  const file = withoutKeyStore({ name: 'removed', onFailure: 'remove' });
  deployment().home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  expect(await deployment().run(file)).toMatchObject({
    status: 'FAILED',
    error: 'HsmDegraded',
    message: expect.stringMatching(/What this run created was removed, as the file asks$/),
    remedy: 'start the workflow again',
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
