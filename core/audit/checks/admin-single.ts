import { adminsOf } from '../../users/admins.ts';
import type { Check } from '../check.ts';
import { usersSeen } from '../standing.ts';

export const adminSingle: Check = {
  id: 'admin-single',
  title: 'a cluster has one admin',
  why: 'An admin who is locked or whose password is lost is helped by another one alone; AWS asks for two at least (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-hsm-user-management.html).',
  remedy: 'ask for two in the file (`"admins": 2`) and provision the environment again',
  run: (facts) =>
    usersSeen(facts).flatMap(({ environment, cluster, seen }) => {
      const admins = seen.users.filter(({ role }) => role === 'admin');
      if (admins.length !== 1) return [];
      const evidence = `${admins[0]!.username} was its one admin at ${seen.at}`;
      const provisioning = 'provision it again: that makes admin_2, with a secret of its own';
      const asksForMore = environment.file && adminsOf(environment.file).length > 1;
      const remedy = asksForMore ? provisioning : `write \`"admins": 2\` into its file, and ${provisioning}`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
};
