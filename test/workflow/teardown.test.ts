import { expect, test } from 'vitest';
import { sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();
const day = 86_400;

function clusterStates(environment: string): string[] {
  const clusters = [...deployment().home.cloudhsmv2.clusters.values()];
  return clusters.filter(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === environment).map(({ state }) => state);
}

test('an environment without keys goes, after a backup; backups and secrets stay, and it can be made again', async () => {
  const file = withoutKeyStore({ name: 'gone' });
  const before = await deployment().run(file);

  const run = await deployment().run({ environment: file.name }, 'teardown');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'SUCCEEDED', cluster: null, backup: { state: 'READY' } } });
  expect(run.output.removed).toHaveLength(3);
  expect(clusterStates(file.name)).toEqual(['DELETED']);
  expect(deployment().home.secretsManager.existing(`cloudhsm-lifecycle/dev/${file.name}/admin`).deletion).toBeUndefined();

  const again = await deployment().run({ environment: file.name }, 'teardown');
  expect(again).toMatchObject({ status: 'SUCCEEDED', output: { removed: [] } });

  const made = await deployment().run(file);
  expect(made.status).toBe('SUCCEEDED');
  expect(made.output.cluster.id).not.toBe(before.output.cluster.id);
});

test('keys hold it: they are deleted when somebody asks for that, can be taken back until then, and it goes after them', async () => {
  const file = environmentNamed('held');
  const { keyArn } = (await deployment().run(file)).output.keyStore!;
  const { home } = deployment();

  const refused = await deployment().run({ environment: file.name }, 'teardown');
  expect(refused).toMatchObject({ error: 'KeysInUse', message: expect.stringContaining(keyArn) });
  expect(refused.states).not.toContain('ParkEnvironment');

  const scheduled = await deployment().run({ environment: file.name, scheduleKeyDeletion: 7 }, 'teardown');
  expect(scheduled.output).toMatchObject({
    outcome: 'WAITING',
    waiting: { for: 'the deletion of keys', command: 'npx hsm teardown held' },
  });
  expect((await deployment().run({ environment: file.name }, 'teardown')).error).toBe('KeysInUse');

  expect((await deployment().run({ environment: file.name, cancel: true }, 'teardown')).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environment: file.name }, 'connect')).output.keyStore).toMatchObject({ proof: true });

  await deployment().run({ environment: file.name, scheduleKeyDeletion: 7 }, 'teardown');
  await home.clock.advance(8 * day);
  expect((await deployment().run({ environment: file.name }, 'teardown')).status).toBe('SUCCEEDED');
  expect(clusterStates(file.name)).toEqual(['DELETED']);
  expect([...home.kms.customKeyStores.values()].filter(({ name }) => name === file.name)).toEqual([]);
});

test.each([
  [{ scheduleKeyDeletion: 3 }, 'scheduleKeyDeletion: 3 is not accepted; has to be 7 or more'],
  [{ everything: true }, 'everything: unknown field'],
])('%j is refused', async (changes, problem) => {
  const file = withoutKeyStore({ name: 'refused' });
  await deployment().run(file);

  const run = await deployment().run({ environment: file.name, ...changes }, 'teardown');

  expect(run).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining(problem) });
  expect(clusterStates(file.name)).toEqual(['ACTIVE']);
});
