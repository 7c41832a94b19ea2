import { expect } from 'vitest';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { request } from '../../local-aws.ts';
import { onEachRequest, onNextRequest } from '../deployment.ts';
import { ofTwoHsms, withoutKeyStore } from '../environment-file.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const file = withoutKeyStore({ name: 'users' });
const alone = { ...withoutKeyStore({ name: 'alone' }), hsmCount: 2, admins: 1 };
const withKeyStore = ofTwoHsms('users-of-kms');
const putting = (user: string) => `\`aws secretsmanager put-secret-value --secret-id \\S+ --secret-string file://${user}\\.json\``;
const settingPassword = (user: string, role: string) => `\`cloudhsm-cli user change-password --username ${user} --role ${role}\``;
const writing = (user: string) => `write \\{"username":"${user}","password":"…"\\} with .* into a file ${user}\\.json`;

/** Users, their secrets, and the task that sets them up. */
export const userCases: RemedyCase[] = [
  {
    error: 'AdminPasswordWrong',
    what: "a secret with another password than the admin's",
    file,
    stands: true,
    breaks: (scene) => {
      keepInFile(scene, 'admin');
      scene.secret('admin').secretString = credential('admin', 'notTheOneThatWasGiven');
    },
    remedy: new RegExp(
      `^${writing('admin')} and put it into the secret: ${putting('admin')}; or have .*; then start the workflow again: each run`,
    ),
    follow: (scene, _failed, [put]) => scene.type(put!),
  },
  {
    error: 'AdminPasswordWrong',
    what: 'an HSM on which the admin has an older password than on the others',
    file,
    stands: true,
    breaks: (scene) => {
      [scene.otherAdmin] = scene.users('admin_2');
      scene.users('admin')[0]!.password = 'theOneOfBefore7';
    },
    remedy: new RegExp(
      `; or have admin_2, whose password stands in the secret \\S+/admin_2-\\S+, set that of the secret on every HSM \\(${settingPassword('admin', 'admin')}\\); or, where a rotation was stopped half way, `,
    ),
    follow: (scene, _failed, [, set]) => scene.type(set!),
  },
  {
    error: 'AdminSecretMissing',
    what: "an admin's secret that is gone for good",
    file,
    stands: true,
    breaks: (scene) => {
      keepInFile(scene, 'admin');
      scene.home.secretsManager.secrets.delete(scene.secretName('admin'));
    },
    problem: /the secret cloudhsm-lifecycle\/dev\/users\/admin is gone/,
    remedy: new RegExp(`^${writing('admin')}, make the secret \\(\`aws secretsmanager create-secret .*without either, nobody can manage`),
    follow: (scene, _failed, [making]) => scene.type(making!),
  },
  {
    error: 'SecretUnusable',
    what: 'a secret that somebody overwrites while the run goes on',
    file,
    stands: true,
    breaks: (scene) => {
      keepInFile(scene, 'application');
      const secret = scene.secret('application');
      onNextRequest(scene.home, 'ecs:RunTask', () => {
        secret.secretString = 'overwritten';
      });
    },
    problem: /the secret arn:\S+ of application: it holds no /,
    remedy: new RegExp(`^${writing('application')} and put it into the secret: ${putting('application')}, then start`),
  },
  {
    error: 'SecretUnusable',
    what: 'a secret that somebody deletes while the run goes on',
    file,
    stands: true,
    breaks: (scene) => {
      const SecretId = scene.secretName('application');
      const whenDone = () => request(scene.deployment.emulator, 'secretsmanager', 'DeleteSecret', { SecretId });
      scene.home.faults.inject({ operation: 'cloudhsmv2:DescribeClusters', skip: 1, whenDone });
    },
    problem: /the secret is scheduled for deletion/,
    remedy: /^`aws secretsmanager restore-secret --secret-id \S+` and start the workflow again$/,
  },
  {
    error: 'UserPasswordDiffers',
    what: 'a password that somebody has changed in the cluster, and that applications use',
    file,
    stands: true,
    breaks: (scene) => {
      for (const user of scene.users('application')) user.password = 'changedByHand7';
      scene.files.set('application.json', credential('application', 'changedByHand7'));
    },
    problem: /application refuses the password of its secret arn:\S+ .*nothing was changed/,
    remedy: new RegExp(
      `^${writing('application')} and put it into the secret: ${putting('application')}; or, as an admin, .*five bad logins`,
    ),
    follow: (scene, _failed, [put]) => scene.type(put!),
  },
  {
    error: 'UserPasswordDiffers',
    what: 'a password that somebody has changed in the cluster by mistake',
    file,
    stands: true,
    breaks: (scene) => {
      for (const user of scene.users('application')) user.password = 'byMistake7';
    },
    remedy: new RegExp(
      `or, as an admin, set the password of the secret of application \\(${settingPassword('application', 'crypto-user')}\\)`,
    ),
    follow: (scene, _failed, [, set]) => scene.type(set!),
  },
  {
    error: 'UserLocked',
    what: 'a crypto user after bad logins',
    file,
    stands: true,
    breaks: (scene) => lock(scene, 'application'),
    problem: /application is locked after bad logins/,
    remedy:
      /^find out who logs in as application .*; then `npx hsm repair users` has an admin unlock it, with the password of its secret; then/,
    follow: repaired,
  },
  {
    error: 'UserLocked',
    what: 'the admin, whom the other one unlocks',
    file,
    stands: true,
    breaks: (scene) => lock(scene, 'admin'),
    problem: /admin is locked after bad logins/,
    remedy: /^find out who logs in as admin .*; then `npx hsm repair users` has an admin unlock it/,
    follow: repaired,
  },
  {
    error: 'UserLocked',
    what: 'the only admin, whom nobody can unlock',
    file: alone,
    stands: true,
    breaks: (scene) => lock(scene, 'admin'),
    problem: /admin is locked after bad logins/,
    remedy:
      /^find out who logs in as admin .*; where it has none, restore a backup of before its bad logins \(`npx hsm restore alone` with `--replace` and `--backup`; `aws cloudhsmv2 describe-backups --filters clusterIds=cluster-\w+` lists them\)/,
    follow: async (scene) => {
      const { deployment, home, cluster } = scene;
      const { name } = scene.file;
      const ofCluster = [...home.cloudhsmv2.backups.values()].filter((one) => one.clusterId === cluster.clusterId && one.state === 'READY');
      const backup = ofCluster.find(({ content }) =>
        content.users.some(({ username, locked }) => username === 'admin' && !locked),
      )!.backupId;
      const restored = await deployment.run({ environment: name, backup, replace: true }, 'restore');
      expect(restored, restored.message).toMatchObject({ status: 'SUCCEEDED' });
      scene.file = { ...alone, admins: 2 };
    },
  },
  {
    error: 'UserMissingOnHsm',
    what: 'a user that somebody deletes on an HSM again and again',
    file,
    stands: true,
    fails: async (scene) => {
      const [hsm] = scene.cluster.hsms;
      const end = onEachRequest(scene.home, 'data-plane:user list', () => {
        hsm!.users = hsm!.users.filter(({ username }) => username !== 'application');
      });
      const failed = await scene.run();
      end();
      return failed;
    },
    problem: /application has the cluster coverage/,
    remedy: /^start the workflow again when no HSM is being created: it creates the user again where it misses$/,
  },
  {
    error: 'UserRoleInconsistent',
    what: 'a user who is an admin on one HSM',
    file,
    stands: true,
    breaks: (scene) => {
      scene.users('application')[0]!.role = 'admin';
    },
    problem: /the role of application is inconsistent, not crypto-user on every HSM/,
    remedy:
      /^as an admin, delete it .* \(`cloudhsm-cli user delete --username application --role admin`: .*\), then start the workflow again/,
  },
  {
    error: 'HsmUnreachable',
    what: 'a cluster whose security group has lost its rules',
    file,
    stands: true,
    breaks: ({ cluster, home }) => {
      home.ec2.securityGroup(cluster.securityGroupId)!.ingress = [];
    },
    problem: /cloudhsm-cli user list: .*Failed to initialize hsm1 context/,
    remedy:
      /^give the cluster's security group back what it misses of its rules, TCP 2223 to 2225 from and to itself \(`aws ec2 [^`]+`, `aws ec2 [^`]+`; one that [^)]+Duplicate\), see that an HSM is ACTIVE \(`aws [^`]+`\), then start/,
  },
  {
    error: 'ActivationFailed',
    what: 'a CLI that cannot activate the cluster',
    breaks: ({ home }) => {
      const error = new AwsError('Words', 'Internal error');
      home.faults.inject({ operation: 'data-plane:cluster activate', when: 'before', error, times: 3 });
    },
    problem: /log stream task\/hsm-users\/\w+ of \/aws\/ecs\/\S+\): cloudhsm-cli cluster activate: .*Internal error/,
    remedy: /^read the task's log, then start the workflow again; it goes on from where it was$/,
  },
  {
    error: 'UserTaskFailed',
    what: 'a task whose image is not there',
    file,
    stands: true,
    breaks: ({ home }) => unpublish(home.ecs.images),
    problem: /CannotPullContainerError/,
    remedy:
      /^see that the image of the task is published \(`npm run publish-image`\) and that the task reaches port 443, read its log, and start/,
    follow: ({ home }) => publish(home.ecs.images),
  },
  {
    error: 'UserLocked',
    what: 'kmsuser, whose password KMS alone knows',
    file: withKeyStore,
    stands: true,
    breaks: (scene) => lock(scene, 'kmsuser'),
    broken: /kmsuser of cks-\w+ (has 5 bad logins|is locked)/,
    problem: /kmsuser is locked after bad logins/,
    remedy: /^disconnect the key store \(`npx hsm disconnect users-of-kms`; its keys cannot be used meanwhile\)/,
    follow: disconnected,
  },
  {
    error: 'UserMissingOnHsm',
    what: 'kmsuser on one HSM of a connected key store',
    file: withKeyStore,
    stands: true,
    breaks: ({ cluster }) => {
      const [hsm] = cluster.hsms;
      hsm!.users = hsm!.users.filter(({ username }) => username !== 'kmsuser');
    },
    problem: /kmsuser has the cluster coverage/,
    remedy: /^disconnect the key store \(`npx hsm disconnect users-of-kms`/,
    follow: disconnected,
  },
];

/** The value of a user's secret, which somebody has kept. */
function keepInFile(scene: Scene, user: string): void {
  scene.files.set(`${user}.json`, scene.secret(user).secretString!);
}

async function repaired({ deployment, file: { name } }: Scene): Promise<void> {
  expect((await deployment.run({ environment: name }, 'repair')).status).toBe('SUCCEEDED');
}

async function disconnected({ deployment, file: { name } }: Scene): Promise<void> {
  await deployment.run({ environment: name }, 'disconnect', /^kmsuser of /);
}

function lock(scene: Scene, user: string): void {
  for (const one of scene.users(user)) Object.assign(one, { locked: true, badLogins: 5 });
}

function credential(username: string, password: string): string {
  return JSON.stringify({ username, password });
}

const published = new Map<string, unknown>();

function unpublish(images: Map<string, unknown>): void {
  for (const [uri, image] of images) published.set(uri, image);
  images.clear();
}

/** What `npm run publish-image` does. */
function publish(images: Map<string, unknown>): void {
  for (const [uri, image] of published) images.set(uri, image);
}
