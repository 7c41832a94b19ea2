import type { Command } from './command.ts';
import { CliError } from './error.ts';
import { requireNoQuorum } from './quorum.ts';
import { checkNotLoggedIn } from './sessions.ts';
import { checkedRole, checkedUsername, checkPassword } from './user-rules.ts';

/** `user change-password`: one's own, or by an admin anyone's. It unlocks the user. */
export const changePassword: Command<{ username: string; role: string; password: string }> = {
  options: ['--username', '--role', '--password?', '--approval?'],
  asksPassword: 'twice',
  login: 'self',
  run: (connection, options) => {
    const { cluster, hsms } = connection;
    requireNoQuorum(cluster, 'user');
    const username = checkedUsername(options.username);
    const role = checkedRole(options.role);
    checkPassword(cluster, options.password);
    const users = hsms.flatMap((hsm) => hsm.users.filter((user) => user.username === username && user.role === role));
    if (users.length === 0) throw new CliError('Specified user does not exist');
    checkNotLoggedIn(connection, username);
    connection.place.cloudhsmv2.audit(cluster, hsms, { opcode: 'CN_CHANGE_PSWD', user: { username, role } });
    for (const user of users) Object.assign(user, { password: options.password, badLogins: 0, locked: false });
    return { username, role };
  },
};
