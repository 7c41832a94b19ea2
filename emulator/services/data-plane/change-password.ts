import type { Command } from './command.ts';
import { CliError } from './error.ts';
import { withApproval } from './quorum/approval.ts';
import { checkNotLoggedIn } from './sessions.ts';
import { checkedRole, checkedUsername, checkPassword } from './user-rules.ts';

const command: Command<{ username: string; role: string; password: string; 'deregister-quorum'?: true }> = {
  options: ['--username', '--role', '--password?', '--deregister-quorum!'],
  asksPassword: 'twice',
  login: 'self',
  run: (connection, options) => {
    const { cluster, hsms } = connection;
    const username = checkedUsername(options.username);
    const role = checkedRole(options.role);
    checkPassword(cluster, options.password);
    const users = hsms.flatMap((hsm) => hsm.users.filter((user) => user.username === username && user.role === role));
    if (users.length === 0) throw new CliError('Specified user does not exist');
    checkNotLoggedIn(connection, username);
    connection.place.cloudhsmv2.audit(cluster, hsms, { opcode: 'CN_CHANGE_PSWD', user: { username, role } });
    for (const user of users) {
      Object.assign(user, { password: options.password, badLogins: 0, locked: false });
      if (options['deregister-quorum']) delete user.quorumKey;
    }
    return { username, role };
  },
};

/** `user change-password`: one's own, or by an admin anyone's. It unlocks the user. */
export const changePassword = withApproval(
  'user',
  command,
  ({ place }, { username }, session) => place.dataPlane.settings.quorumForOwnPassword || username.toLowerCase() !== session?.username,
);
