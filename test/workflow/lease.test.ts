import { RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { Environment } from '../../core/environment/environment.ts';
import { environmentHash } from '../../core/environment/environment-hash.ts';
import { onEachRequest, onNextRequest, type Run, sharedDeployment } from './deployment.ts';
import { type EnvironmentFile, withoutKeyStore } from './environment-file.ts';
import { leases } from './invariants.ts';

const deployment = sharedDeployment();

/** Seconds after its start a run waits for the task that activates the cluster. */
const duringTask = 555;

test('of two starts with the same file one does the work; a start with another file is refused and told who does', async () => {
  const file = withoutKeyStore({ name: 'same' });
  const { home } = deployment();
  let late: Promise<string> | undefined;
  onNextRequest(home, 'cloudhsmv2:CreateCluster', () => {
    late = home.clock.during(() => deployment().start({ ...file, hsmCount: 3 }));
  });
  const [first, same] = await runTogether(file, file);
  const other = await deployment().ended(await late!);

  expect([first!.status, same!.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  const [worker, bystander] = first!.output.outcome === 'SUCCEEDED' ? [first!, same!] : [same!, first!];
  expect(bystander.output).toMatchObject({ environment: 'same', outcome: 'ALREADY_RUNNING', execution: worker.executionArn });
  expect(bystander.seconds).toBeLessThan(10);
  expect(other).toMatchObject({
    status: 'FAILED',
    error: 'LeaseHeld',
    message: expect.stringContaining(worker.executionArn),
    remedy: expect.stringContaining('wait'),
  });
});

test('two environments are provisioned side by side', async () => {
  const runs = await runTogether(withoutKeyStore({ name: 'left' }), withoutKeyStore({ name: 'right' }));
  expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
});

test('a run that is aborted frees its lease and is told of; a later run adopts what it left', async () => {
  const { home } = deployment();
  const file = withoutKeyStore({ name: 'aborted' });
  const aborted = await runAndAbort(file, duringTask);
  expect(aborted.status).toBe('ABORTED');
  expect(await leases(home)).toEqual([]);
  const failure = home.events.taken.all.findLast((event) => event['detail-type'] === 'Environment Failed');
  expect(failure?.detail).toMatchObject({ environment: 'aborted', execution: aborted.executionArn, error: 'ABORTED' });
  const message = [...home.sns.topics.values()].flatMap(({ messages }) => messages).at(-1);
  expect(message).toMatchObject({ subject: 'CloudHSM environment aborted failed: ABORTED', message: expect.stringContaining('Remedy') });

  const left = [...home.cloudhsmv2.clusters.keys()].at(-1)!;
  const next = await deployment().run(file);
  expect(next).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { id: left } } });
  expect(next.output.created).not.toContain(left);
});

test('a cluster that an aborted run is still creating is awaited and adopted by the next, not created twice', async () => {
  const { sfn, home } = deployment();
  const file = withoutKeyStore({ name: 'in-flight' });
  const started = await deployment().start(file);
  let next: Promise<string> | undefined;
  onNextRequest(home, 'cloudhsmv2:CreateCluster', () => {
    next = home.clock.during(async () => {
      await sfn.send(new StopExecutionCommand({ executionArn: started }));
      return deployment().start(file);
    });
  });
  await home.clock.idle();
  expect(await deployment().ended(await next!)).toMatchObject({ status: 'SUCCEEDED' });
  const clusters = [...home.cloudhsmv2.clusters.values()].filter(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === 'in-flight');
  expect(clusters).toHaveLength(1);
});

test('a run that is redriven at once keeps its lease when the news of its end comes late', async () => {
  const { sfn, home } = deployment();
  const executionArn = await deployment().start(withoutKeyStore({ name: 'at-once' }));
  home.clock.after('ride', duringTask, 'an operator', () => {
    void home.clock.during(async () => {
      await sfn.send(new StopExecutionCommand({ executionArn }));
      await sfn.send(new RedriveExecutionCommand({ executionArn }));
    });
  });
  await home.clock.idle();
  expect(await deployment().ended(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
});

test('a body that somebody starts by hand changes nothing', async () => {
  const file = withoutKeyStore({ name: 'by-hand' });
  const first = await deployment().run(file);
  const hash = environmentHash(Environment.parse(file));
  for (const holder of [first.executionArn, 'arn:aws:states:us-east-1:123456789012:execution:elsewhere:x']) {
    const lease = { environment: 'by-hand', intent: 'provision', hash, holder };
    for (const body of ['body/provision', 'body/scale']) {
      const run = await deployment().run({ environment: 'by-hand', hash, lease, pace: 1, request: {} }, body);
      expect(run).toMatchObject({ status: 'FAILED', error: 'LeaseLost' });
    }
  }
  expect(await leases(deployment().home)).toEqual([]);
});

test('an aborted run that is redriven takes the lease again and goes on', async () => {
  const { executionArn } = await runAndAbort(withoutKeyStore({ name: 'redriven' }), duringTask);
  await deployment().sfn.send(new RedriveExecutionCommand({ executionArn }));
  await deployment().home.clock.idle();
  expect(await deployment().ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
});

test.each([200, 500, duringTask, 700])(
  'a run that is stopped after %i s is redriven to success, with all that it has created',
  async (seconds) => {
    const { executionArn } = await runAndAbort(withoutKeyStore({ name: `stopped-${seconds}` }), seconds);
    await deployment().sfn.send(new RedriveExecutionCommand({ executionArn }));
    await deployment().home.clock.idle();
    const run = await deployment().ended(executionArn);
    expect(run.status).toBe('SUCCEEDED');
    expect(run.output.created).toEqual(expect.arrayContaining([run.output.cluster.id, ...run.output.cluster.hsms.map(({ id }) => id)]));
  },
);

test('a run that is redriven at its very end tells nothing of what another has changed back since', async () => {
  const file = withoutKeyStore({ name: 'changed-back' });
  await deployment().run(file);
  const { home, sfn } = deployment();
  const executionArn = await deployment().start({ environment: file.name, hsms: 0 }, 'scale');
  const end = onEachRequest(home, 'lambda:Invoke', ({ FunctionName }: { FunctionName: string }) => {
    if (FunctionName.includes('publish-outcome')) void home.clock.during(() => sfn.send(new StopExecutionCommand({ executionArn })));
  });
  await home.clock.idle();
  end();
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');

  await sfn.send(new RedriveExecutionCommand({ executionArn }));
  await home.clock.idle();
  const redriven = await deployment().ended(executionArn);
  expect(redriven).toMatchObject({ status: 'FAILED', error: 'LeaseLost' });
  expect(redriven.message).toContain('cloudhsm-lifecycle-dev-provision:');
});

test('a run whose time is up frees its lease and is told of, and is redriven to success', async () => {
  const { definition } = deployment().home.states.machine(deployment().machine('provision'));
  definition.TimeoutSeconds = 300;
  const run = await deployment().run(withoutKeyStore({ name: 'late' }));
  delete definition.TimeoutSeconds;
  expect(run.status).toBe('TIMED_OUT');
  expect(await leases(deployment().home)).toEqual([]);

  const { executionArn } = run;
  await deployment().sfn.send(new RedriveExecutionCommand({ executionArn }));
  await deployment().home.clock.idle();
  const redriven = await deployment().ended(executionArn);
  expect(redriven.status).toBe('SUCCEEDED');
  expect(redriven.output.created).toContain(redriven.output.cluster.id);
});

/** Starts several at one instant of virtual time. */
async function runTogether(...files: EnvironmentFile[]): Promise<Run[]> {
  const { home } = deployment();
  const hold = home.clock.hold();
  const started: string[] = [];
  for (const file of files) started.push(await deployment().start(file));
  hold.release();
  await home.clock.idle();
  const runs: Run[] = [];
  for (const executionArn of started) runs.push(await deployment().ended(executionArn));
  return runs;
}

async function runAndAbort(file: EnvironmentFile, afterSeconds: number): Promise<Run> {
  const { sfn, home } = deployment();
  const executionArn = await deployment().start(file);
  home.clock.after('ride', afterSeconds, 'an operator', () => {
    void home.clock.during(() => sfn.send(new StopExecutionCommand({ executionArn })));
  });
  await home.clock.idle();
  return deployment().ended(executionArn);
}
