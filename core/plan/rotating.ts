import { liveHsms } from '../cloudhsm/hsm.ts';
import { adminNames } from '../users/admins.ts';
import { canaryUser } from '../users/canary.ts';
import { hsmChanges } from './changes.ts';
import { taskSeconds, usually } from './duration.ts';
import { failedHsmsProblems } from './failed-hsms.ts';
import { parkedProblems } from './parked.ts';
import { change, keep, type PlanOf } from './planned.ts';
import { billed, total } from './scaling.ts';
import { unfinished } from './unfinished.ts';

export const planRotation: PlanOf = (environment, found, { user }) => {
  const { cluster, keyStore } = found;
  // nobody logs in as the canary
  const { [canaryUser]: _canary, ...users } = found.users;
  const whose = user ? [user as string] : [...adminNames.filter((name) => name === 'admin' || users[name]), ...environment.cryptoUsers];
  const unknown = whose.filter((name) => !users[name]);
  const ofKms = user === 'kmsuser' && keyStore !== undefined;
  // KMS comes back as in provisioning, which makes the HSMs that are missing
  const made = ofKms ? hsmChanges(environment, found).filter(({ action }) => action === 'create') : [];
  return {
    changes: [
      ...whose.map((name) => change(`password of ${name}, in its secret and on every HSM`, users[name])),
      keep('passwords of before, as versions of the secrets: backups of their time hold them'),
      ...(environment.quorum ? [change(`nothing until ${environment.quorum.user} admins have approved each change, and made it`)] : []),
      ...(ofKms ? [change('key store: disconnected meanwhile, and its keys cannot be used', keyStore.id)] : []),
      ...made,
    ],
    seconds: total([
      taskSeconds * whose.length,
      ofKms ? usually('disconnectKeyStore') + usually('connectKeyStore') : 0,
      made.length > 0 ? usually('createHsm') : 0,
    ]),
    billed: billed(environment, (cluster ? liveHsms(cluster).length : 0) + made.length),
    problems: [
      ...unknown.map((name) => ({
        path: 'user',
        problem: `${name} is no user of this environment`,
        remedy: `name one of ${Object.keys(users).join(', ')}`,
      })),
      ...unfinished(found),
      ...parkedProblems(environment, found),
      ...failedHsmsProblems(found),
    ],
  };
};
