import { expect, test } from 'vitest';
import type { HsmUser } from '../../emulator/services/cloudhsmv2/hsm-user.ts';
import { sharedDeployment } from './deployment.ts';
import { ofTwoHsms } from './environment-file.ts';
import { HandedOn, type Standing } from './standing.ts';

const deployment = sharedDeployment();
const environments = new HandedOn(deployment, ofTwoHsms);

/** Has somebody disconnect the key store of an environment. */
async function disconnected(one: Standing): Promise<Standing> {
  expect((await deployment().run({ environment: one.file.name }, 'disconnect')).output.keyStore).toMatchObject({
    state: 'DISCONNECTED',
    proof: null,
  });
  return one;
}

function kmsusersOf({ cluster: { hsms } }: Standing): HsmUser[] {
  return hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'kmsuser'));
}

test.each<[string, (kmsuser: HsmUser) => void]>([
  ['has another password than KMS knows', (kmsuser) => Object.assign(kmsuser, { password: 'another0password' })],
  ['is locked', (kmsuser) => Object.assign(kmsuser, { locked: true })],
  ['is missing on an HSM', (kmsuser) => Object.assign(kmsuser, { username: 'somebody' })],
])('where kmsuser %s, it is set up anew, KMS told, and the keys of before work', async (_, spoil) => {
  const before = await disconnected(await environments.lent());
  spoil(kmsusersOf(before)[0]!);

  const run = await deployment().run({ environment: before.file.name }, 'connect');

  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    output: { created: [], keyStore: { ...before.made.output.keyStore, state: 'CONNECTED', proof: true } },
  });
  expect(run.states).toContain('MendEnvironment');
  expect(kmsusersOf(before)).toHaveLength(before.file.hsmCount!);
});

test('what is not kmsuser’s fault is told, and nothing is set up anew', async () => {
  // left unconnected, as the next test would have it anyhow
  const { file } = await disconnected(await environments.lent());
  deployment().home.kms.failNextConnection('USER_LOGGED_IN');

  const run = await deployment().run({ environment: file.name }, 'connect');

  expect(run).toMatchObject({ status: 'FAILED', error: 'KeyStoreConnectionFailed', message: expect.stringContaining('USER_LOGGED_IN') });
  expect(run.states).not.toContain('MendEnvironment');
});

test('what mending does not mend fails by its name, and is not mended again', async () => {
  const { file } = await disconnected(await environments.kept());
  for (let time = 0; time < 3; time++) deployment().home.kms.failNextConnection('INVALID_CREDENTIALS');

  const run = await deployment().run({ environment: file.name }, 'connect');

  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'KeyStoreConnectionFailed',
    message: expect.stringContaining('INVALID_CREDENTIALS'),
  });
  expect(run.states.filter((state) => state === 'MendEnvironment')).toHaveLength(1);
});
