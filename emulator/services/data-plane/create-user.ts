import type { Command } from './command.ts';
import { CliError } from './error.ts';
import { withApproval } from './quorum/approval.ts';
import { checkedRole, checkedUsername, checkPassword } from './user-rules.ts';

const command: Command<{ username: string; role: string; password: string }> = {
  options: ['--username', '--role', '--password?'],
  asksPassword: 'twice',
  login: 'admin',
  run: ({ place, cluster, hsms }, options) => {
    const username = checkedUsername(options.username);
    const role = checkedRole(options.role);
    checkPassword(cluster, options.password);
    const without = hsms.filter(({ users }) => !users.some((user) => user.username === username));
    const otherRole = hsms.some(({ users }) => users.some((user) => user.username === username && user.role !== role));
    if (without.length === 0 || otherRole) throw new CliError('User already exists');
    place.cloudhsmv2.audit(cluster, without, { opcode: role === 'admin' ? 'CN_CREATE_CO' : 'CN_CREATE_USER', user: { username, role } });
    for (const { users } of without) users.push({ username, role, password: options.password, badLogins: 0, locked: false });
    if (place.dataPlane.settings.repeatedCreate === 'sets the password') {
      for (const user of hsms.flatMap(({ users }) => users)) if (user.username === username) user.password = options.password;
    }
    return { username, role };
  },
};

/** `user create`: on every HSM that does not hold the user; done again, it mends a user that misses on some. */
export const createUser = withApproval('user', command);
