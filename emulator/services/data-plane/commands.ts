import { activateCluster } from './activate-cluster.ts';
import { changePassword } from './change-password.ts';
import type { Command } from './command.ts';
import { createUser } from './create-user.ts';
import { deleteUser } from './delete-user.ts';
import { hsmInfo } from './hsm-info.ts';
import { keyCommands } from './keys/commands.ts';
import { listUsers } from './list-users.ts';
import { login as logIn } from './login.ts';
import { deleteTokens } from './quorum/delete-tokens.ts';
import { generateToken } from './quorum/generate-token.ts';
import { listTokens } from './quorum/list-tokens.ts';
import { listValues } from './quorum/list-values.ts';
import { registerKey } from './quorum/register-key.ts';
import { setValue } from './quorum/set-value.ts';

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
  'user change-quorum token-sign register': registerKey,
  'quorum token-sign list-quorum-values': listValues,
  'quorum token-sign set-quorum-value': setValue,
  'quorum token-sign generate': generateToken,
  'quorum token-sign list': listTokens,
  'quorum token-sign delete': deleteTokens,
};
