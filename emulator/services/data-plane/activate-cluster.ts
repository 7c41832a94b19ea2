import type { Command } from './command.ts';
import { CliError } from './error.ts';
import { checkPassword } from './user-rules.ts';

/** `cluster activate`: gives the first admin its password. The admin's role is `unactivated-admin` until then. */
export const activateCluster: Command<{ password: string }> = {
  options: ['--password?'],
  asksPassword: 'twice',
  login: 'none',
  seconds: (place, { cluster }) => place.duration('activateCluster', cluster.clusterId),
  check: ({ cluster }, { password }) => {
    if (cluster.activated) throw new CliError('Cluster has already been activated');
    checkPassword(cluster, password);
  },
  run: ({ place, cluster, hsms }, { password }) => {
    if (cluster.activated) throw new CliError('Cluster has already been activated');
    place.cloudhsmv2.audit(cluster, hsms, { opcode: 'CN_CHANGE_PSWD', user: { username: 'admin', role: 'unactivated-admin' } });
    for (const user of hsms.flatMap(({ users }) => users)) {
      if (user.role === 'unactivated-admin') Object.assign(user, { password, badLogins: 0, locked: false });
    }
    place.cloudhsmv2.completeActivation(cluster.clusterId);
    return 'Cluster activation successful';
  },
};
