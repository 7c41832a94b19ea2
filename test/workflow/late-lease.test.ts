import { ExecutionDoesNotExist, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { ConnectionCut } from '../../emulator/kernel/faults.ts';
import { ofFunction, onNextRequest, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

test('of two starts at one instant, the second waits until Step Functions shows the first, and takes no lease from it', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'at-once' });
  home.faults.inject({
    operation: 'stepfunctions:DescribeExecution',
    when: 'before',
    error: new AwsError(ExecutionDoesNotExist.name, 'Execution Does Not Exist'),
    only: ofFunction('acquire-lease'),
  });
  const hold = home.clock.hold();
  const started = [await deployment().start(file), await deployment().start(file)];
  hold.release();
  await home.clock.idle();

  const runs = [await deployment().ended(started[0]!), await deployment().ended(started[1]!)];
  expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(runs.map(({ output }) => output.outcome).toSorted()).toEqual(['ALREADY_RUNNING', 'SUCCEEDED']);
  expect(clustersOf('at-once')).toHaveLength(1);
});

test('another intent with the same file is not the same run', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'two-intents' });
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
  const hold = home.clock.hold();
  const scaling = await deployment().start(file, 'scale');
  const provisioning = await deployment().start(file);
  hold.release();
  await home.clock.idle();

  const runs = [await deployment().ended(scaling), await deployment().ended(provisioning)];
  const [loser] = runs.filter(({ status }) => status === 'FAILED');
  const [winner] = runs.filter(({ status }) => status === 'SUCCEEDED');
  expect(loser).toMatchObject({ error: 'LeaseHeld', message: expect.stringContaining(winner!.executionArn) });
  expect(loser!.message).toMatch(/scale|provision/);
});

test('a cluster that was asked for by a run that was stopped, and that no list shows for a while, is not created again', async () => {
  const { sfn, home } = deployment();
  const file = withoutKeyStore({ name: 'outlived' });
  const stopped = await deployment().start(file);
  home.faults.inject({ operation: 'cloudhsmv2:CreateCluster', when: 'after', error: new ConnectionCut() });
  onNextRequest(home, 'cloudhsmv2:CreateCluster', () => {
    home.clock.after('ride', 0, 'hide', () => {
      const [id, cluster] = [...home.cloudhsmv2.clusters].at(-1)!;
      home.cloudhsmv2.clusters.delete(id);
      home.clock.after('ride', 100, 'show', () => home.cloudhsmv2.clusters.set(id, cluster));
    });
    home.clock.after('ride', 3, 'an operator', () => {
      void home.clock.during(() => sfn.send(new StopExecutionCommand({ executionArn: stopped })));
    });
  });
  let next: Promise<string> | undefined;
  home.clock.after('ride', 10, 'the operator again', () => {
    next = home.clock.during(() => deployment().start(file));
  });
  await home.clock.idle();

  expect((await deployment().ended(stopped)).status).toBe('ABORTED');
  const run = await deployment().ended(await next!);
  expect(run.status).toBe('SUCCEEDED');
  expect(run.output.created, 'the stopped run has asked for the cluster').not.toContain(run.output.cluster.id);
  expect(clustersOf('outlived')).toHaveLength(1);
});

test('a file that AWS puts on record late takes the place of none that was asked for since', async () => {
  const { sfn, home } = deployment();
  const file = withoutKeyStore({ name: 'late-file', hsmCount: 3 });
  const isFile = (input: unknown) => /"item":\{"S":"file"\}.*\\"hsmCount\\":3/.test(JSON.stringify(input));
  const late = home.faults.inject({ operation: 'dynamodb:UpdateItem', runsAfterSeconds: 300, only: isFile });
  const stopped = await deployment().start(file);
  home.clock.after('ride', 60, 'an operator', () => {
    void home.clock.during(() => sfn.send(new StopExecutionCommand({ executionArn: stopped })));
  });
  let next: Promise<string> | undefined;
  home.clock.after('ride', 65, 'the operator again', () => {
    next = home.clock.during(() => deployment().start({ ...file, hsmCount: 2 }));
  });
  await home.clock.idle();

  expect(late()).toBe(1);
  const run = await deployment().ended(await next!);
  expect(run.status, run.message).toBe('SUCCEEDED');
  expect(run.output.cluster.hsms).toHaveLength(2);
});

function clustersOf(environment: string) {
  return [...deployment().home.cloudhsmv2.clusters.values()].filter(
    ({ tags }) => tags.get('cloudhsm-lifecycle:environment') === environment,
  );
}
