import { activateCluster } from './activate-cluster.ts';
import { changePassword } from './change-password.ts';
import type { Command } from './command.ts';
import { createUser } from './create-user.ts';
import { deleteUser } from './delete-user.ts';
import { hsmInfo } from './hsm-info.ts';
import { keyCommands } from './keys/commands.ts';
import { listQuorumTokens } from './list-quorum-tokens.ts';
import { listQuorumValues } from './list-quorum-values.ts';
import { listUsers } from './list-users.ts';
import { login as logIn } from './login.ts';
import { setQuorumValue } from './set-quorum-value.ts';

/** The commands of the CloudHSM CLI that are here. */
// biome-ignore lint/suspicious/noExplicitAny: each command names the options that it reads; the command line has been checked for them all
export const commands: Record<string, Command<any>> = {
  'cluster activate': activateCluster,
  'cluster hsm-info': hsmInfo,
  login: { options: ['--username', '--role', '--password?'], asksPassword: 'once', login: 'none', run: logIn },
  logout: { login: 'any', run: () => 'Logout successful' },
  'user list': listUsers,
  'user create': createUser,
  'user change-password': changePassword,
  'user delete': deleteUser,
  ...keyCommands,
  'quorum token-sign list-quorum-values': listQuorumValues,
  'quorum token-sign set-quorum-value': setQuorumValue,
  'quorum token-sign list': listQuorumTokens,
};
