import { expect, test } from 'vitest';
import { sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

test('a backup becomes an environment of its own, with the passwords of its date and no key store', async () => {
  const file = environmentNamed('origin');
  const { backup } = (await deployment().run(file)).output;
  const { home } = deployment();
  const passwordOf = (environment: string) => {
    const { versions } = home.secretsManager.existing(`cloudhsm-lifecycle/dev/${environment}/admin`);
    return [...versions.values()].find(({ stages }) => stages.has('AWSCURRENT'))!.secretString;
  };
  const old = passwordOf('origin');
  await deployment().run({ environment: 'origin', user: 'admin' }, 'rotate');
  expect(passwordOf('origin')).not.toBe(old);

  const asked = { environment: 'origin', backup: backup!.id, as: 'sibling' };
  const run = await deployment().run(asked, 'restore');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { environment: 'sibling', keyStore: null, cluster: { state: 'ACTIVE' } } });
  expect(run.output.cluster.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
  expect(run.states).not.toContain('InitializeCluster');
  expect(passwordOf('sibling')).toBe(old);

  expect(await deployment().run(asked, 'restore')).toMatchObject({
    status: 'SUCCEEDED',
    output: { created: [], cluster: run.output.cluster },
  });
  expect((await deployment().run({ environment: 'sibling' }, 'teardown')).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environment: 'origin' }, 'connect')).output.keyStore).toMatchObject({ state: 'CONNECTED', proof: true });
});

test.each([
  ['a backup that is not there', { backup: 'backup-aaaaaaaaaaa', as: 'another' }, 'there is no backup backup-aaaaaaaaaaa in this region'],
  ['no id of a backup', { backup: 'newest', as: 'another' }, 'is not the id of a backup'],
  ['the environment itself', { backup: 'backup-aaaaaaaaaaa', as: 'refusing' }, 'as: refusing is the environment itself'],
  ['an environment that stands', { backup: 'backup-aaaaaaaaaaa', as: 'standing' }, 'the environment standing has a cluster already'],
])('%s is refused, and nothing is made', async (_, changes, problem) => {
  for (const name of ['refusing', 'standing']) await deployment().run(withoutKeyStore({ name }));
  const before = deployment().home.cloudhsmv2.clusters.size;

  const run = await deployment().run({ environment: 'refusing', ...changes }, 'restore');

  expect(run).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining(problem) });
  expect(deployment().home.cloudhsmv2.clusters.size).toBe(before);
});
