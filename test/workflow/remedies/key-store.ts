import { expect } from 'vitest';
import { services } from '../../../emulator/cloud.ts';
import { request } from '../../local-aws.ts';
import { onNextRequest, type Run } from '../deployment.ts';
import { ofTwoHsms, withoutKeyStore } from '../environment-file.ts';
import { forgetOnRecord } from '../record.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const file = ofTwoHsms('keys');
const alias = 'alias/cloudhsm-lifecycle/dev/keys/documents';
const key = 'arn:aws:kms:us-east-1:123456789012:key/\\S+';

/** The key store over the cluster, its connection and its keys. */
export const keyStoreCases: RemedyCase[] = [
  {
    error: 'KeyStoreConnectionFailed',
    what: 'somebody is logged in as kmsuser',
    file,
    stands: true,
    breaks: (scene) => failsToConnect(scene, 'USER_LOGGED_IN'),
    problem: /KMS reports USER_LOGGED_IN/,
    remedy: /^somebody is logged in as kmsuser: end that session \(`logout` in their cloudhsm-cli\), then provision the environment again/,
  },
  {
    error: 'KeyStoreConnectionFailed',
    what: 'kmsuser is not on every HSM',
    file,
    stands: true,
    breaks: (scene) => failsToConnect(scene, 'USER_NOT_FOUND', 2),
    remedy: /^kmsuser is missing on an HSM: provision the environment again: that makes kmsuser on every HSM before KMS connects$/,
  },
  {
    error: 'KeyStoreConnectionFailed',
    what: 'no address is free in a subnet',
    file,
    stands: true,
    breaks: (scene) => failsToConnect(scene, 'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET'),
    remedy:
      /^KMS needs a free address in each private subnet of the cluster \(`aws cloudhsmv2 describe-clusters [^`]+` names them, `aws ec2 describe-subnets`/,
  },
  {
    error: 'KeyStoreConnectionFailed',
    what: 'the network fails three times',
    file,
    stands: true,
    breaks: (scene) => failsToConnect(scene, 'NETWORK_ERRORS', 3),
    problem: /KMS reports NETWORK_ERRORS, after 3 tries/,
    remedy:
      /^see that the security group of the cluster still allows TCP 2223 to 2225 from and to itself \(`aws ec2 describe-security-groups [^`]+`\)/,
  },
  {
    error: 'KeyStoreConnectionFailed',
    what: 'KMS fails three times',
    file,
    stands: true,
    breaks: (scene) => failsToConnect(scene, 'INTERNAL_ERROR', 3),
    remedy: /^see the AWS Health Dashboard and provision the environment again later; if KMS still cannot, ask AWS Support$/,
  },
  {
    error: 'KeyStoreConnectionFailed',
    what: 'somebody disconnects it while it connects',
    file,
    stands: true,
    breaks: async (scene) => {
      await disconnect(scene);
      onNextRequest(scene.home, 'kms:ConnectCustomKeyStore', () => {
        scene.home.clock.after('ride', 1400, 'somebody', () =>
          Object.assign(scene.keyStore, { state: 'DISCONNECTED', sessions: new Set() }),
        );
      });
      scene.home.account.durations = { connectKeyStore: [20_000, 20_000] };
    },
    problem: /it is DISCONNECTED, though this run has asked KMS to connect it/,
    remedy:
      /^see in CloudTrail who called DisconnectCustomKeyStore; provision the environment again when the key store is to be connected$/,
  },
  {
    error: 'KmsKeyUnusable',
    what: 'a key that is disabled',
    file,
    stands: true,
    breaks: ({ deployment, home }) =>
      request(deployment.emulator, 'kms', 'DisableKey', { KeyId: home.kms.aliases.get(alias)!.targetKeyId }),
    problem: new RegExp(`${key} is disabled`),
    remedy: new RegExp(`^\`aws kms enable-key --key-id ${key}\` and start the workflow again$`),
  },
  {
    error: 'KmsKeyUnusable',
    what: 'a key on its way to deletion',
    file,
    stands: true,
    breaks: ({ deployment, home }) =>
      request(deployment.emulator, 'kms', 'ScheduleKeyDeletion', {
        KeyId: home.kms.aliases.get(alias)!.targetKeyId,
        PendingWindowInDays: 7,
      }),
    problem: new RegExp(`${key} is on its way to deletion`),
    remedy: new RegExp(
      `^keep it \\(\`aws kms cancel-key-deletion --key-id ${key}\` and \`aws kms enable-key --key-id ${key}\`\\) and start`,
    ),
  },
  {
    error: 'KmsKeyUnusable',
    what: 'a key that KMS has deleted for good',
    file: ofTwoHsms('deleted-key'),
    stands: true,
    breaks: async ({ deployment, home }) => {
      const KeyId = home.kms.aliases.get(alias.replace('/keys/', '/deleted-key/'))!.targetKeyId;
      await request(deployment.emulator, 'kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      await home.clock.advance(8 * 24 * 3600);
    },
    problem: new RegExp(`KMS shows ${key} no more: it was deleted`),
    remedy:
      /^see in CloudTrail .*; declare another key under another name in keyStore\.keys, leave this one out, and provision the environment$/,
    follow: (scene) => {
      scene.file = { ...ofTwoHsms('deleted-key'), keyStore: { name: 'deleted-key', keys: [{ name: 'papers' }] } };
    },
  },
  {
    error: 'KmsKeyUnusable',
    what: 'an alias that names a key outside the key store',
    file,
    stands: true,
    breaks: async ({ deployment }) => {
      const { KeyMetadata } = await request(deployment.emulator, 'kms', 'CreateKey');
      await request(deployment.emulator, 'kms', 'UpdateAlias', { AliasName: alias, TargetKeyId: KeyMetadata.KeyId });
    },
    problem: new RegExp(`${alias} names ${key}, which is in no key store`),
    remedy: new RegExp(
      `^take the name off it \\(\`aws kms delete-alias --alias-name ${alias}\`\\) and start the workflow again, or declare`,
    ),
  },
  {
    error: 'KmsKeyUnusable',
    what: 'KMS is logged in on no HSM any more',
    file,
    stands: true,
    breaks: ({ keyStore }) => Object.assign(keyStore, { sessions: new Set(), kmsuserPassword: 'of before the backup' }),
    // KMS tries by itself
    broken: /^kmsuser of /,
    problem: /says that its key store is connected: KMS cannot communicate with/,
    remedy: /^have KMS log in anew: `npx hsm disconnect keys`, then `npx hsm connect keys`\. Where that ends the same way/,
    follow: (scene) => reconnected(scene),
  },
  {
    error: 'KmsKeyUnusable',
    what: 'HSMs that came from a backup of before the key',
    file: ofTwoHsms('lost-material'),
    stands: true,
    breaks: ({ cluster }) => cluster.keys.clear(),
    problem: /says that its key store is connected: The key material of .* is not in/,
    remedy:
      /^have KMS log in anew: .*, or, where there is none, declare a key under another name, since what this one has encrypted is lost$/,
    follow: async (scene) => {
      expect((await reconnected(scene)).error).toBe('KmsKeyUnusable');
      scene.file = { ...ofTwoHsms('lost-material'), keyStore: { name: 'lost-material', keys: [{ name: 'papers' }] } };
    },
  },
  {
    error: 'KmsKeyAmbiguous',
    what: 'two keys that are tagged as the declared one',
    file,
    stands: true,
    breaks: async (scene) => {
      const { aliases, keys } = scene.home.kms;
      const Tags = [...keys.get(aliases.get(alias)!.targetKeyId)!.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
      const wanted = { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: scene.keyStore.id, Tags };
      await request(scene.deployment.emulator, 'kms', 'CreateKey', wanted);
      aliases.delete(alias);
      await forgetOnRecord(scene.home, 'keys', 'file', 'key documents');
    },
    broken: /more than one key/,
    problem: /are all tagged as it/,
    remedy: /^give the one that is in use the alias \(`aws .*`\), take the tag off the other \(`aws .*`\), and start the workflow again$/,
    follow: async (scene, _failed, [nameFirst, , , untagSecond]) => {
      await scene.type(nameFirst!);
      await scene.type(untagSecond!);
    },
  },
  {
    error: 'KeyProofFailed',
    what: 'a key that decrypts to something else',
    file,
    stands: true,
    fails: async (scene) => {
      const { operations } = services.get('kms')!;
      const { Decrypt } = operations;
      operations.Decrypt = {
        ...Decrypt!,
        run: async (...given) => ({ ...((await Decrypt!.run(...given)) as object), Plaintext: Buffer.alloc(32) }),
      };
      const failed = await scene.run();
      operations.Decrypt = Decrypt!;
      return failed;
    },
    problem: /what was decrypted is not what was encrypted/,
    remedy: /^do not use the key; ask AWS Support, and start the workflow again when they have found the reason$/,
  },
  {
    error: 'EnvironmentIncomplete',
    what: 'a key store that somebody disconnects at the end of the run',
    file,
    stands: true,
    breaks: (scene) => {
      const whenDone = () => Object.assign(scene.keyStore, { state: 'DISCONNECTED', sessions: new Set() });
      scene.home.faults.inject({ operation: 'kms:Decrypt', whenDone });
    },
    problem: /the key store is DISCONNECTED/,
    remedy: /^start the workflow again: it brings up what is missing$/,
  },
  {
    error: 'KeyStoreConnectionFailed',
    what: 'a subnet of the cluster is gone',
    file,
    stands: true,
    breaks: (scene) => failsToConnect(scene, 'SUBNET_NOT_FOUND'),
    remedy:
      /^a subnet of the cluster was deleted, .*: the keys come back with a cluster that people restore .*starting it again does not help$/,
    hopeless: true,
  },
  {
    error: 'KeyStoreMismatch',
    what: 'a key store that somebody makes over the cluster while the run goes on',
    file: ofTwoHsms('overtaken'),
    breaks: (scene) =>
      onNextRequest(scene.home, 'kms:CreateCustomKeyStore', ({ CloudHsmClusterId }: { CloudHsmClusterId: string }) => {
        madeByHand(scene, CloudHsmClusterId, 'faster');
      }),
    problem: /has the key store faster \(cks-\w+\)/,
    remedy: /^write "faster" in keyStore\.name and start the workflow again$/,
    follow: (scene, { remedy }) => rename(scene, JSON.parse(/"[^"]+"/.exec(remedy)![0]) as string),
  },
  {
    error: 'KeyStoreNameTaken',
    what: 'a key store of the name that somebody makes over another cluster while the run goes on',
    file: ofTwoHsms('taken'),
    breaks: (scene) =>
      onNextRequest(scene.home, 'kms:CreateCustomKeyStore', () => {
        madeByHand(scene, 'cluster-aaaaaaaaaaa', 'taken');
      }),
    problem: /cks-\w+ has the name already, over cluster-aaaaaaaaaaa/,
    remedy: /^choose another name in keyStore\.name, which is unique in an account and region, and start the workflow again$/,
    follow: (scene) => rename(scene, 'free'),
  },
  {
    error: 'RequestRejected',
    what: 'a cluster whose security group has lost its rules before KMS looks',
    file: ofTwoHsms('ruleless'),
    breaks: (scene) =>
      onNextRequest(scene.home, 'kms:CreateCustomKeyStore', () => {
        const group = scene.home.ec2.securityGroup(scene.cluster.securityGroupId)!;
        Object.assign(group, { ingress: [], egress: [] });
      }),
    problem: /CloudHsmClusterInvalidConfigurationException: /,
    remedy:
      /^give the cluster's security group back .* \(`aws ec2 [^`]+`, `aws ec2 [^`]+`; one that [^)]+Duplicate\), see that two HSMs .* \(`aws [^`]+`; `npx hsm repair ruleless` makes those that are missing\), and start/,
    // none is missing
    follow: async (scene, _failed, commands) => {
      for (const command of commands) if (command.startsWith('aws ')) await scene.type(command);
    },
  },
  {
    error: 'QuotaReached',
    what: 'an account with no room for another key store',
    file: ofTwoHsms('roomless'),
    breaks: ({ home }) => {
      home.account.quotas = { ...home.account.quotas, customKeyStores: home.kms.customKeyStores.size };
    },
    problem: /LimitExceededException: .*quota of \d+ custom key stores/,
    remedy:
      /^ask AWS Support to raise the quota that the message names \("Custom key stores" of AWS KMS is 10 in an account and region\), or delete/,
    follow: ({ home }) => {
      home.account.quotas = { ...home.account.quotas, customKeyStores: 50 };
    },
  },
  {
    error: 'AdminSecretMissing',
    what: 'a key store for an environment that was provisioned without one',
    file: withoutKeyStore({ name: 'bare' }),
    stands: true,
    fails: (scene) => {
      rename(scene, 'bare');
      return scene.deployment.run(scene.file, 'connect');
    },
    problem: /the record knows no secret of kmsuser/,
    remedy: /^provision the environment: that makes kmsuser on every HSM, and connects$/,
  },
  {
    error: 'KeysInUse',
    what: 'a teardown while keys are in use',
    file,
    stands: true,
    fails: ({ deployment, file: { name } }) => deployment.run({ environment: name }, 'teardown'),
    problem: /its key store cks-\w+ has \d keys?: arn:aws:kms:/,
    remedy:
      /^where nothing that they encrypt is needed any more, `npx hsm teardown \S+ --schedule-key-deletion 30`: .*nothing was changed$/,
    follow: async ({ deployment, file: { name }, home }) => {
      await deployment.run({ environment: name, scheduleKeyDeletion: 30 }, 'teardown');
      await home.clock.advance(31 * 24 * 3600);
      expect((await deployment.run({ environment: name }, 'teardown')).status).toBe('SUCCEEDED');
    },
  },
  {
    error: 'KeyStoreUnrelated',
    what: 'a key store that was over a cluster of another backup history',
    file: ofTwoHsms('unrelated'),
    stands: true,
    breaks: losesClusterOfAnotherHistory,
    fails: ({ deployment, file: { name } }) => deployment.run({ environment: name }, 'restore', /was deleted with keys in use/),
    problem: /CloudHsmClusterNotRelatedException/,
    remedy: /^restore a backup of the cluster that the key store was over \(`aws cloudhsmv2 describe-backups`\)/,
    // as if that backup had been found
    follow: ({ home, cluster }) => {
      for (const store of home.kms.customKeyStores.values()) if (store.history === 'another') store.history = cluster.history;
    },
  },
];

/** The cluster goes, and KMS takes the key store for one of another history than its backups are of. */
async function losesClusterOfAnotherHistory({ home, cluster, keyStore }: Scene): Promise<void> {
  await home.clock.advance(24 * 3600);
  await home.clock.idle();
  keyStore.history = 'another';
  Object.assign(cluster, { state: 'DELETED', hsms: [] });
}

async function disconnect(scene: Scene): Promise<void> {
  await scene.type(`aws kms disconnect-custom-key-store --custom-key-store-id ${scene.keyStore.id}`);
}

async function failsToConnect(scene: Scene, code: Parameters<Scene['home']['kms']['failNextConnection']>[0], times = 1): Promise<void> {
  if (scene.keyStore.state === 'CONNECTED') await disconnect(scene);
  for (let time = 0; time < times; time++) scene.home.kms.failNextConnection(code);
}

/** A key store like any other, over a cluster. */
function madeByHand({ home }: Scene, clusterId: string, name: string): void {
  const [any] = home.kms.customKeyStores.values();
  const history = home.cloudhsmv2.cluster(clusterId)?.history ?? 'another';
  const id = `cks-${name.padEnd(17, '0').replaceAll(/[^0-9a-f]/g, '0')}`;
  home.kms.customKeyStores.set(id, { ...any!, id, name, clusterId, history, state: 'DISCONNECTED', sessions: new Set() });
}

function rename(scene: Scene, name: string): void {
  scene.file = { ...scene.file, keyStore: { ...file.keyStore, name } };
}

async function reconnected({ deployment, file: { name } }: Scene): Promise<Run> {
  await deployment.run({ environment: name }, 'disconnect', /^kmsuser of /);
  return deployment.run({ environment: name }, 'connect');
}
