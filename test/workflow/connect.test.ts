import { expect, test } from 'vitest';
import type { HsmUser } from '../../emulator/services/cloudhsmv2/hsm-user.ts';
import { type Deployment, type Run, sharedDeployment } from './deployment.ts';
import { environmentNamed } from './environment-file.ts';

const deployment = sharedDeployment();

/** An environment whose key store somebody has disconnected. */
async function disconnected(name: string): Promise<Run> {
  const run = await deployment().run(environmentNamed(name));
  expect((await deployment().run({ environment: name }, 'disconnect')).output.keyStore).toMatchObject({
    state: 'DISCONNECTED',
    proof: null,
  });
  return run;
}

function kmsusersOf({ output }: Run, { home }: Deployment = deployment()): HsmUser[] {
  const { hsms } = home.cloudhsmv2.cluster(output.cluster.id)!;
  return hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'kmsuser'));
}

test.each<[string, (kmsuser: HsmUser) => void]>([
  ['has another password than KMS knows', (kmsuser) => Object.assign(kmsuser, { password: 'another0password' })],
  ['is locked', (kmsuser) => Object.assign(kmsuser, { locked: true })],
  ['is missing on an HSM', (kmsuser) => Object.assign(kmsuser, { username: 'somebody' })],
])('where kmsuser %s, it is set up anew, KMS told, and the keys of before work', async (what, spoil) => {
  const name = `env-${what.replace(/\W+/g, '-').slice(0, 12)}x`;
  const before = await disconnected(name);
  spoil(kmsusersOf(before)[0]!);

  const run = await deployment().run({ environment: name }, 'connect');

  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    output: { created: [], keyStore: { ...before.output.keyStore, state: 'CONNECTED', proof: true } },
  });
  expect(run.states).toContain('MendEnvironment');
  expect(kmsusersOf(before)).toHaveLength(3);
});

test('what is not kmsuser’s fault is told, and nothing is set up anew', async () => {
  await disconnected('network');
  deployment().home.kms.failNextConnection('USER_LOGGED_IN');

  const run = await deployment().run({ environment: 'network' }, 'connect');

  expect(run).toMatchObject({ status: 'FAILED', error: 'KeyStoreConnectionFailed', message: expect.stringContaining('USER_LOGGED_IN') });
  expect(run.states).not.toContain('MendEnvironment');
});

test('what mending does not mend fails by its name, and is not mended again', async () => {
  await disconnected('again');
  for (let time = 0; time < 3; time++) deployment().home.kms.failNextConnection('INVALID_CREDENTIALS');

  const run = await deployment().run({ environment: 'again' }, 'connect');

  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'KeyStoreConnectionFailed',
    message: expect.stringContaining('INVALID_CREDENTIALS'),
  });
  expect(run.states.filter((state) => state === 'MendEnvironment')).toHaveLength(1);
});
