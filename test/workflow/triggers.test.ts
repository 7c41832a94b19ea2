import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectFolder } from '../../cli/local/packaged.ts';
import { request } from '../local-aws.ts';
import { type Deployment, deployed, type Run, sharedDeployment } from './deployment.ts';
import { type EnvironmentFile, withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

test('the event, the bare file and the command line start the same run', async () => {
  const file = withoutKeyStore();
  const byFile = await deployed();
  const started = await byFile.run(file);

  const byEvent = await deployed();
  await requestEnvironment(byEvent, file);
  const requested = await byEvent.ended(onlyExecution(byEvent));

  const byCommand = await deployed();
  const document = await provisionByCommand(byCommand, file);
  const commanded = await byCommand.ended(document.execution);

  expect(started.status).toBe('SUCCEEDED');
  expect(story(requested)).toEqual(story(started));
  expect(story(commanded)).toEqual(story(started));
  expect(document).toMatchObject({ outcome: 'SUCCEEDED', cluster: started.output.cluster, created: started.output.created });
});

test('an invalid environment that comes by event ends FAILED and creates nothing', async () => {
  await requestEnvironment(deployment(), { ...withoutKeyStore(), hsmCount: 0 });
  expect(await deployment().ended(onlyExecution(deployment()))).toMatchObject({
    status: 'FAILED',
    error: 'InvalidEnvironment',
    message: expect.stringContaining('hsmCount'),
  });
  expect(deployment().home.cloudhsmv2.clusters.size).toBe(0);
});

test.each([{ input: {} }, { input: [] }, { input: 'production' }, { input: null }, { input: { name: 7 } }])(
  'an input that is no environment at all ($input) ends FAILED, and people are told',
  async ({ input }) => {
    expect(await deployment().run(input)).toMatchObject({ status: 'FAILED', error: 'InvalidEnvironment' });
  },
);

async function requestEnvironment({ emulator, home }: Deployment, file: EnvironmentFile): Promise<void> {
  const entry = { Source: 'cloudhsm.lifecycle', DetailType: 'Environment Requested', Detail: JSON.stringify(file) };
  await request(emulator, 'events', 'PutEvents', { Entries: [entry] });
  await home.clock.idle();
}

function onlyExecution({ home }: Deployment): string {
  const [execution] = [...home.states.executions.values()].filter(({ machine }) => machine.name.endsWith('-provision'));
  return execution!.arn;
}

async function provisionByCommand({ emulator }: Deployment, file: EnvironmentFile) {
  const path = join(emulator.home.folder, 'environment.json');
  writeFileSync(path, JSON.stringify(file));
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: emulator.home.region,
    AWS_ACCESS_KEY_ID: 'person',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  const command = [join(projectFolder, 'cli/bin/hsm.js'), 'provision', '-f', path, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  return JSON.parse(stdout) as { execution: string; outcome: string };
}

/** What happened, without who it happened in and when it began: an event is delivered a little later. */
function story({ states, output, seconds }: Run) {
  const { cluster, secrets, created } = output;
  return { states, seconds, cluster, secrets, created };
}
