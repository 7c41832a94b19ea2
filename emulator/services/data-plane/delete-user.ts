import type { Command } from './command.ts';
import { CliError } from './error.ts';
import { withApproval } from './quorum/approval.ts';
import { checkNotLoggedIn } from './sessions.ts';
import { checkedRole, checkedUsername } from './user-rules.ts';

const command: Command<{ username: string; role: string }> = {
  options: ['--username', '--role'],
  login: 'admin',
  run: (connection, options, session) => {
    const username = checkedUsername(options.username);
    const role = checkedRole(options.role);
    const holding = connection.hsms.filter(({ users }) => users.some((user) => user.username === username && user.role === role));
    if (holding.length === 0) throw new CliError('Specified user does not exist');
    if (session?.username === username) throw new CliError('User is logged in and cannot be deleted');
    checkNotLoggedIn(connection, username);
    const owns = [...connection.cluster.keys.values()].some(({ owner }) => owner === username);
    if (owns) throw new CliError(`User ${username} owns keys and cannot be deleted`);
    connection.place.cloudhsmv2.audit(connection.cluster, holding, { opcode: 'CN_DELETE_USER', user: { username, role } });
    for (const hsm of holding) hsm.users = hsm.users.filter((user) => user.username !== username);
    return { username, role };
  },
};

/** `user delete`, on every HSM. Nobody can delete who is logged in. */
export const deleteUser = withApproval('user', command);
