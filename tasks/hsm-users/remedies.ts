import { restoringRules } from '../../core/cloudhsm/group-rules.ts';
import { roleOf } from '../../core/users/admins.ts';
import { canaryUser } from '../../core/users/canary.ts';
import type { HsmUsersRequest } from './request.ts';

/** What people do about a failure, in commands that they can type as they stand: the request knows the ids. */
export type Remedy = (request: HsmUsersRequest) => string;

const again = 'start the workflow again';
/** Secrets keep the passwords of before, with their time, as long as backups hold them. */
const ofBefore = 'where HSMs came from a backup of before a rotation, that of the version of the secret with a label until-TIME';
const onceARun = 'each run tries a password once, and five bad logins lock the user';

/** The secret has another password than the cluster knows, or than one of its HSMs, which CloudHSM has replaced while it was changed. */
export const putPassword =
  (user: string): Remedy =>
  (request) => {
    const other = otherAdmin(user, request);
    const setAgain =
      other &&
      `; or have ${other}, whose password stands in the secret ${request.users[other]}, set that of the secret on every HSM (${settingPassword(user)})`;
    const rotation = rotating(user, request);
    const goOn = rotation ? `; or, where a rotation was stopped half way, ${rotation} goes on with the password that it has staged` : '';
    return `${writing(user, `with the password that is in use (${ofBefore})`)} ${putting(user, request)}${setAgain ?? ''}${goOn}; then ${again}: ${onceARun}`;
  };

/** Either side may be the right one. */
export const agreeOnPasswords =
  (users: string[]): Remedy =>
  (request) => {
    const [first] = users;
    const put = users.map((user) => `${writing(user, 'with the password that is in use')} ${putting(user, request)}`).join('; ');
    const set = users.map((user) => settingPassword(user)).join(', ');
    const whose = users.length === 1 ? `the secret of ${first}` : 'their secrets';
    const anew = users.flatMap((user) => rotating(user, request) ?? []);
    const orAnew =
      anew.length > 0
        ? `; or have new ones made, where whoever uses the others reads them from the secrets again (${anew.join(', ')})`
        : '';
    return `${put}; or, as an admin, set the password of ${whose} (${set})${orAnew}; then ${again}: ${onceARun}`;
  };

export const fillSecret =
  (user: string): Remedy =>
  (request) =>
    `${writing(user, 'with the password that the cluster knows')} ${putting(user, request)}, then ${again}`;

export const fillTrustAnchor: Remedy = ({ trustAnchor }) =>
  `write the root that signed the cluster's certificate, as PEM text, into a file root.pem, \`aws secretsmanager put-secret-value --secret-id ${trustAnchor} --secret-string file://root.pem\`, then ${again}`;

export const makeCanaryAgain =
  'provision the environment, which makes the user and its key again; CloudHSM makes a backup each day and whenever an HSM joins: start the drill again when there is a newer one';

/** A repair does it, with the passwords of the secrets. */
export const unlock =
  (user: string): Remedy =>
  (request) => {
    if (user === 'kmsuser') return freeKmsUser(request);
    const environment = environmentOf(request);
    if (!environment || (user === 'admin' && !otherAdmin(user, request))) return unlockByHand(user)(request);
    return `find out who logs in as ${user} with a wrong password; then \`npx hsm repair ${environment}\` has an admin unlock it, with the password of its secret; then ${again}`;
  };

/** Where no admin of the environment is left for a repair. */
export const unlockByHand =
  (user: string): Remedy =>
  (request) => {
    if (user === 'admin') {
      const other = otherAdmin(user, request);
      if (!other) return restoreFromBefore(request);
      return `${other}, whose password stands in the secret ${request.users[other]}, has to unlock it (${settingPassword('admin')}, with the password of its secret). Then ${again}`;
    }
    return `find out who logs in as ${user} with a wrong password; then, as an admin, ${settingPassword(user)} with the password of its secret, and ${again}`;
  };

/** CloudHSM knows no other way back for an admin who is alone. */
const restoreFromBefore: Remedy = (request) => {
  const restore = `npx hsm restore ${environmentOf(request) ?? ''}`.trimEnd();
  const backups = `\`aws cloudhsmv2 describe-backups --filters clusterIds=${request.clusterId}\` lists them`;
  const unlocking = `Another admin, where the cluster has one that this environment does not know, unlocks it (${settingPassword('admin')}, with the password of its secret)`;
  const restoring = `restore a backup of before its bad logins (\`${restore}\` with \`--replace\` and \`--backup\`; ${backups}), which gives up what was made in the HSMs since, and write "admins": 2 into the file`;
  return `find out who logs in as admin with a wrong password. ${unlocking}; where it has none, ${restoring}. Then ${again}`;
};

/** While a key store is connected, KMS alone knows the password of kmsuser. */
export const freeKmsUser: Remedy = (request) => {
  const environment = environmentOf(request, 'kmsuser');
  const command = environment ? `\`npx hsm disconnect ${environment}\`; ` : '';
  return `disconnect the key store (${command}its keys cannot be used meanwhile) and ${again}: it gives kmsuser the password of its secret on every HSM and connects the key store`;
};

export const deleteWrongRole =
  (user: string, role: string): Remedy =>
  () =>
    `as an admin, delete it under the role that it should not have (\`cloudhsm-cli user delete --username ${user} --role ${role}\`: CloudHSM refuses to where that would take keys along), then ${again}: it creates the user where it misses`;

/** A rotation gives passwords, and creates nobody. */
export const repairUsers: Remedy = (request) => {
  const environment = environmentOf(request);
  const repair = environment ? `\`npx hsm repair ${environment}\`` : 'have the environment repaired:';
  return `${repair} makes users the same on every HSM, and creates who misses; then ${again}`;
};

/** A user goes with its keys only by somebody's own hand. */
export const deleteItsKeys =
  (user: string): Remedy =>
  () =>
    `put ${user} back into cryptoUsers and ${again}; or, where nobody needs its keys, delete each as ${user} (\`cloudhsm-cli key list\` and \`cloudhsm-cli key delete\`) first`;

export const reachHsms: Remedy = ({ clusterId, securityGroupId }) =>
  `${restoringRules(securityGroupId)}, see that an HSM is ACTIVE (\`aws cloudhsmv2 describe-clusters --filters clusterIds=${clusterId}\`), then ${again}`;

/** Who may set the password of an administrator beside itself. */
function otherAdmin(user: string, { users }: HsmUsersRequest): string | undefined {
  return roleOf(user) === 'admin' ? Object.keys(users).find((name) => name !== user && roleOf(name) === 'admin') : undefined;
}

function writing(user: string, password: string): string {
  return `write {"username":"${user}","password":"…"} ${password} into a file ${user}.json and put it into the secret:`;
}

function putting(user: string, { users }: HsmUsersRequest): string {
  return `\`aws secretsmanager put-secret-value --secret-id ${users[user]} --secret-string file://${user}.json\``;
}

/** Nobody rotates the canary's. */
function rotating(user: string, request: HsmUsersRequest): string | undefined {
  const environment = environmentOf(request, user);
  return environment && user !== canaryUser ? `\`npx hsm rotate ${environment} --user ${user}\`` : undefined;
}

/** The name of a secret says whose environment it is. */
function environmentOf({ users }: HsmUsersRequest, user = 'admin'): string | undefined {
  return /:secret:cloudhsm-lifecycle\/[^/]+\/([^/]+)\//.exec(users[user] ?? '')?.[1];
}

function settingPassword(user: string): string {
  return `\`cloudhsm-cli user change-password --username ${user} --role ${roleOf(user)}\``;
}
