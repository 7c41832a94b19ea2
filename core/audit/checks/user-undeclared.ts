import { ownUsers } from '../../users/own-users.ts';
import type { Check } from '../check.ts';
import { usersSeen } from '../standing.ts';

export const userUndeclared: Check = {
  id: 'user-undeclared',
  title: 'the HSMs have crypto users whom the environment does not name',
  why: 'Nobody rotates their passwords. A restore brings back users who have left, with the passwords of the backup’s date (https://docs.aws.amazon.com/cloudhsm/latest/userguide/backups.html).',
  remedy: 'name them in cryptoUsers, or delete them as an admin',
  run: (facts) =>
    usersSeen(facts).flatMap(({ environment, cluster, seen }) => {
      const known = [...ownUsers, ...Object.keys(environment.secrets)];
      const others = seen.users.filter(({ username, role }) => role === 'crypto-user' && !known.includes(username));
      if (others.length === 0) return [];
      const names = others.map(({ username }) => username);
      const deleting = names.map((name) => `\`cloudhsm-cli user delete --username ${name} --role crypto-user\``);
      return [
        {
          resource: cluster.id,
          cluster: cluster.id,
          environment: environment.name,
          evidence: `at ${seen.at} ${names.join(', ')} stood on the HSMs`,
          remedy: `delete them as an admin (${deleting.join(', ')}); those that are wanted: name them in cryptoUsers, and put the passwords in use into their secrets`,
        },
      ];
    }),
};
