import { ConnectCustomKeyStoreCommand, CreateCustomKeyStoreCommand, DisconnectCustomKeyStoreCommand, KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection } from '../../local-aws.ts';
import { adminPassword } from '../cloudhsmv2/lifecycle.ts';
import { organisation } from '../cloudhsmv2/organisation.ts';
import { active } from './configured-cluster.ts';
import { admin, cli } from './programs.ts';

describe('users', () => {
  it('are created, listed, changed and deleted by an admin', async () => {
    const { aws } = await active(2);
    const asAdmin = admin(adminPassword);
    expect(await cli(aws, 'user create --username Alice_1 --role crypto-user --password alice-password', asAdmin)).toEqual({
      error_code: 0,
      data: { username: 'alice_1', role: 'crypto-user' },
    });
    expect(await cli(aws, 'user create --username alice_1 --role crypto-user --password alice-password', asAdmin)).toEqual({
      error_code: 1,
      data: 'User already exists',
    });
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'alice_1', 'cluster-coverage': 'full' });
    const asAlice = { CLOUDHSM_ROLE: 'crypto-user', CLOUDHSM_PIN: 'alice_1:alice-password' };
    expect((await cli(aws, 'key list', asAlice)).data).toEqual({ matched_keys: [], total_key_count: 0, returned_key_count: 0 });
    expect(await cli(aws, 'user change-password --username alice_1 --role crypto-user --password alice-password-2', asAlice)).toMatchObject(
      {
        error_code: 0,
      },
    );
    expect(await cli(aws, 'key list', asAlice)).toEqual({ error_code: 1, data: 'Incorrect authentication credentials' });
    expect(await cli(aws, 'user delete --username alice_1 --role admin', asAdmin)).toEqual({
      error_code: 1,
      data: 'Specified user does not exist',
    });
    expect(await cli(aws, 'user delete --username alice_1 --role crypto-user', asAdmin)).toMatchObject({ error_code: 0 });
    expect((await cli(aws, 'user list')).data.users).toHaveLength(2);
  });

  it('that miss on an HSM show as inconsistent, and creating them again mends it', async () => {
    const { aws, cluster } = await active(2);
    const asAdmin = admin(adminPassword);
    await cli(aws, 'user create --username kmsuser --role crypto-user --password kmspassword1', asAdmin);
    cluster.hsms[1]!.users = cluster.hsms[1]!.users.filter(({ username }) => username !== 'kmsuser');
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'kmsuser', 'cluster-coverage': 'inconsistent' });
    expect(await cli(aws, 'user create --username kmsuser --role crypto-user --password kmspassword1', asAdmin)).toMatchObject({
      error_code: 0,
    });
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'kmsuser', 'cluster-coverage': 'full' });
  });

  it('are locked by five bad logins and unlocked by a new password', async () => {
    const { aws } = await active();
    const asAdmin = admin(adminPassword);
    await cli(aws, 'user create --username bob --role crypto-user --password bob-password', asAdmin);
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect((await cli(aws, 'login --username bob --role crypto-user --password not-bobs-password')).error_code).toBe(1);
    }
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'bob', locked: 'true' });
    expect((await cli(aws, 'login --username bob --role crypto-user --password bob-password')).data).toMatch(/locked/);
    await cli(aws, 'user change-password --username bob --role crypto-user --password bob-password', asAdmin);
    expect(await cli(aws, 'login --username bob --role crypto-user --password bob-password')).toMatchObject({ error_code: 0 });
  });

  it('may be locked on one HSM only, and an admin unlocks them there too', async () => {
    const { aws } = await active(2);
    aws.home.dataPlane.settings.badLoginCountsOn = 'one HSM';
    const asAdmin = admin(adminPassword);
    await cli(aws, 'user create --username bob --role crypto-user --password bob-password', asAdmin);
    for (let attempt = 1; attempt <= 5; attempt++) await cli(aws, 'login --username bob --role crypto-user --password not-bobs-password');
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'bob', locked: 'inconsistent' });
    await cli(aws, 'user change-password --username bob --role crypto-user --password bob-password', asAdmin);
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'bob', locked: 'false' });
  });

  it('have an inconsistent role where it differs between HSMs, until they are deleted under the wrong one and created again', async () => {
    const { aws, cluster } = await active(2);
    const asAdmin = admin(adminPassword);
    await cli(aws, 'user create --username bob --role crypto-user --password bob-password', asAdmin);
    cluster.hsms[1]!.users.find(({ username }) => username === 'bob')!.role = 'admin';
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ username: 'bob', role: 'inconsistent' });
    expect(await cli(aws, 'user delete --username bob --role admin', asAdmin)).toMatchObject({ error_code: 0 });
    await cli(aws, 'user create --username bob --role crypto-user --password bob-password', asAdmin);
    expect((await cli(aws, 'user list')).data.users.at(-1)).toMatchObject({ role: 'crypto-user', 'cluster-coverage': 'full' });
  });

  it.each([
    ['keeps the password', 'the-one-before'],
    ['sets the password', 'the-one-given'],
  ] as const)('created again keep or get a password where they stand: the setting "%s"', async (setting, password) => {
    const { aws, cluster } = await active(2);
    aws.home.dataPlane.settings.repeatedCreate = setting;
    await cli(aws, 'user create --username bob --role crypto-user --password the-one-before', admin(adminPassword));
    cluster.hsms[1]!.users = cluster.hsms[1]!.users.filter(({ username }) => username !== 'bob');
    await cli(aws, 'user create --username bob --role crypto-user --password the-one-given', admin(adminPassword));
    const passwords = cluster.hsms.map(({ users }) => users.find(({ username }) => username === 'bob')!.password);
    expect(passwords).toEqual([password, 'the-one-given']);
  });

  it('and whoever is none of them see the tokens of a quorum, which prove no password', async () => {
    const { aws, cluster } = await active();
    const tokens = { error_code: 0, data: { tokens: [] } };
    expect(await cli(aws, 'quorum token-sign list')).toEqual(tokens);
    expect(await cli(aws, 'quorum token-sign list', admin('wrong-password'))).toEqual(tokens);
    expect(cluster.hsms[0]!.users[0]!.badLogins).toBe(0);

    aws.home.dataPlane.settings.quorumTokensNeedLogin = true;
    expect((await cli(aws, 'quorum token-sign list')).data).toMatch(/Not logged in/);
  });

  it('are changed by nobody alone where a quorum has to approve that; any admin sets it, as far as there are admins', async () => {
    const { aws, cluster } = await active(2);
    const asAdmin = admin(adminPassword);
    const values = async () => (await cli(aws, 'quorum token-sign list-quorum-values')).data;
    const set = (service: string, value: number) =>
      cli(aws, `quorum token-sign set-quorum-value --service ${service} --value ${value}`, asAdmin);
    expect(await values()).toEqual({ user: 1, quorum: 1, cluster: 1 });
    expect((await set('user', 2)).data).toMatch(/number of admins, 1/);
    await cli(aws, 'user create --username admin_2 --role admin --password other-password', asAdmin);
    for (const [service, value] of [
      ['user', 1],
      ['user', 9],
      ['keys', 2],
    ] as const)
      expect((await set(service, value)).error_code).toBe(1);
    expect(await set('user', 2)).toEqual({ error_code: 0, data: 'Set quorum value successful' });
    expect(await values()).toEqual({ user: 2, quorum: 1, cluster: 1 });

    const needed = { error_code: 1, data: 'Quorum approval is required for this operation' };
    for (const line of [
      'user create --username carol --role crypto-user --password carol-password',
      'user delete --username admin_2 --role admin',
      'user change-password --username admin_2 --role admin --password other-password-2',
    ])
      expect(await cli(aws, line, asAdmin)).toEqual(needed);
    expect((await set('quorum', 2)).error_code).toBe(0);
    expect(await set('user', 2)).toEqual(needed);
    expect(cluster.hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'carol'))).toEqual([]);
  });

  it('are refused with a reason', async () => {
    const { aws } = await active();
    const refusals: [line: string, environment: Record<string, string>, reason: RegExp | string][] = [
      ['user create --username carol --role crypto-user --password carol-password', {}, /Not logged in/],
      ['user delete --username admin --role admin', admin('wrong-password'), 'Incorrect authentication credentials'],
      ['user create --username a-b --role crypto-user --password carol-password', admin(adminPassword), /'-'/],
      [`user create --username ${'a'.repeat(32)} --role admin --password carol-password`, admin(adminPassword), /31/],
      ['user create --username carol --role crypto-user --password short', admin(adminPassword), /between 8 and 32/],
      ['user create --username carol --role boss --password carol-password', admin(adminPassword), /boss/],
      ['user delete --username admin --role admin', admin(adminPassword), /logged in/],
      [
        'user change-password --username nobody --role admin --password new-password',
        admin(adminPassword),
        'Specified user does not exist',
      ],
      ['key list', { CLOUDHSM_ROLE: 'crypto-user', CLOUDHSM_PIN: 'secret' }, /CLOUDHSM_PIN/],
    ];
    for (const [line, environment, reason] of refusals) {
      const expected = reason instanceof RegExp ? expect.stringMatching(reason) : reason;
      expect(await cli(aws, line, environment)).toEqual({ error_code: 1, data: expected });
    }
  });

  it('keep their password while a custom key store is logged in as them', async () => {
    const { aws, cluster } = await active(2);
    const kms = new KMSClient(connection(aws));
    const password = 'kmspassword1';
    await cli(aws, `user create --username kmsuser --role crypto-user --password ${password}`, admin(adminPassword));
    const { CustomKeyStoreId } = await kms.send(
      new CreateCustomKeyStoreCommand({
        CustomKeyStoreName: 'store',
        CloudHsmClusterId: cluster.clusterId,
        TrustAnchorCertificate: await organisation.root(),
        KeyStorePassword: password,
      }),
    );
    await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await aws.home.clock.idle();
    const change = `user change-password --username kmsuser --role crypto-user --password ${password}`;
    expect((await cli(aws, change, admin(adminPassword))).data).toMatch(/logged in/);
    await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await aws.home.clock.idle();
    expect(await cli(aws, change, admin(adminPassword))).toMatchObject({ error_code: 0 });
  });

  it('cannot manage others as crypto users', async () => {
    const { aws } = await active();
    await cli(aws, 'user create --username bob --role crypto-user --password bob-password', admin(adminPassword));
    const asBob = { CLOUDHSM_ROLE: 'crypto-user', CLOUDHSM_PIN: 'bob:bob-password' };
    expect(await cli(aws, 'user change-password --username admin --role admin --password new-password', asBob)).toMatchObject({
      error_code: 1,
    });
  });
});
