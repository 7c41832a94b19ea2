import type { Check } from '../check.ts';
import { usersSeen } from '../standing.ts';

export const adminSingle: Check = {
  id: 'admin-single',
  title: 'a cluster has one admin',
  why: 'An admin who is locked or whose password is lost is helped by another one alone; AWS asks for two at least (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-hsm-user-management.html).',
  remedy: 'create a second admin',
  run: (facts) =>
    usersSeen(facts).flatMap(({ environment, cluster, seen }) => {
      const admins = seen.users.filter(({ role }) => role === 'admin');
      if (admins.length !== 1) return [];
      const evidence = `${admins[0]!.username} was its one admin at ${seen.at}`;
      const remedy = `log in as admin with \`cloudhsm-cli interactive\`, then \`user create --username admin2 --role admin\`; keep its password where the first one's is not`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
};
