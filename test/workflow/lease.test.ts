import { RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { type Deployment, deployed } from './deployment.ts';
import { environmentFile, withoutKeyStore } from './environment-file.ts';
import { leases } from './invariants.ts';

test('of two starts with the same file one does the work; a start with another file is refused and told who does', async () => {
  const deployment = await deployed();
  const first = await deployment.start(withoutKeyStore());
  const same = await deployment.start(withoutKeyStore());
  const other = await deployment.start(withoutKeyStore({ hsmCount: 3 }));
  await deployment.world.clock.idle();

  const runs = [await deployment.ended(first), await deployment.ended(same)];
  expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  const worker = runs.find(({ output }) => output.outcome === 'SUCCEEDED')!;
  const bystander = runs.find((run) => run !== worker)!;
  expect(bystander.output).toMatchObject({ environment: 'production', outcome: 'ALREADY_RUNNING', execution: worker.executionArn });
  expect(bystander.seconds).toBeLessThan(10);
  expect(await deployment.ended(other)).toMatchObject({
    status: 'FAILED',
    error: 'LeaseHeld',
    message: expect.stringContaining(worker.executionArn),
    remedy: expect.stringContaining('wait'),
  });
});

test('two environments are provisioned side by side', async () => {
  const deployment = await deployed();
  const started = [await deployment.start(withoutKeyStore()), await deployment.start(withoutKeyStore({ name: 'staging' }))];
  await deployment.world.clock.idle();
  const runs = [await deployment.ended(started[0]!), await deployment.ended(started[1]!)];
  expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(deployment.world.cloudhsmv2.clusters.size).toBe(2);
});

test('a run that is aborted frees its lease and is told of; a later run adopts what it left', async () => {
  const deployment = await deployed();
  const { world } = deployment;
  const aborted = await startAndAbort(deployment, 900);
  expect(aborted.status).toBe('ABORTED');
  expect(await leases(world)).toEqual([]);
  const failure = world.events.events.find((event) => event['detail-type'] === 'Environment Failed');
  expect(failure?.detail).toMatchObject({ environment: 'production', execution: aborted.executionArn, error: 'ABORTED' });
  const [message] = [...world.sns.topics.values()].flatMap(({ messages }) => messages);
  expect(message).toMatchObject({ subject: 'CloudHSM environment production failed: ABORTED', message: expect.stringContaining('Remedy') });

  const [left] = world.cloudhsmv2.clusters.keys();
  const next = await deployment.run(withoutKeyStore());
  expect(next).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { id: left } } });
  expect(next.output.created).not.toContain(left);
});

test('an aborted run that is redriven takes the lease again and goes on', async () => {
  const deployment = await deployed();
  const { executionArn } = await startAndAbort(deployment, 900);
  await deployment.sfn.send(new RedriveExecutionCommand({ executionArn }));
  await deployment.world.clock.idle();
  expect(await deployment.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
});

test('a run whose time is up frees its lease and is told of', async () => {
  const deployment = await deployed();
  deployment.world.states.machine(deployment.machine('provision')).definition.TimeoutSeconds = 600;
  const run = await deployment.run(environmentFile());
  expect(run.status).toBe('TIMED_OUT');
  expect(await leases(deployment.world)).toEqual([]);
});

async function startAndAbort(deployment: Deployment, afterSeconds: number) {
  const { sfn, world } = deployment;
  const executionArn = await deployment.start(withoutKeyStore());
  world.clock.after('ride', afterSeconds, 'an operator', () => {
    void world.clock.during(() => sfn.send(new StopExecutionCommand({ executionArn })));
  });
  await world.clock.idle();
  return deployment.ended(executionArn);
}
