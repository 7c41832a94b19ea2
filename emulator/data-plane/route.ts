import { AwsError } from '../api/error.ts';
import { exchange } from '../api/exchange.ts';
import { type OpenRequest, openRequest } from '../api/open-request.ts';
import type { Route } from '../api/server.ts';
import type { World } from '../world.ts';
import { activateCluster } from './activate-cluster.ts';
import { changePassword } from './change-password.ts';
import type { Command } from './command.ts';
import { type ClientConfiguration, connect } from './connection.ts';
import { createUser } from './create-user.ts';
import { deleteUser } from './delete-user.ts';
import { CliError } from './error.ts';
import { hsmInfo } from './hsm-info.ts';
import { listKeys } from './list-keys.ts';
import { listQuorumTokens } from './list-quorum-tokens.ts';
import { listUsers } from './list-users.ts';
import { type Credentials, login, type Session } from './login.ts';

// biome-ignore lint/suspicious/noExplicitAny: each command names the options that it reads; the program has asked for them all
const commands: Record<string, Command<any>> = {
  'cluster activate': activateCluster,
  'cluster hsm-info': hsmInfo,
  login: { login: 'none', run: (connection, options: Credentials) => login(connection, options) },
  'user list': listUsers,
  'user create': createUser,
  'user change-password': changePassword,
  'user delete': deleteUser,
  'key list': listKeys,
  'quorum token-sign list': listQuorumTokens,
};

/** One command, as the emulated `cloudhsm-cli` sends it. */
interface CliRequest {
  command: string;
  options: Record<string, string>;
  configuration: ClientConfiguration;
  /** CLOUDHSM_ROLE and CLOUDHSM_PIN. */
  credentials?: Credentials;
}

/**
 * The HSMs' side of the data plane: runs a command of the CloudHSM CLI on the cluster that the client is configured for, and
 * answers the CLI's JSON document. Takes virtual time, during which the caller's request is parked. Tests inject faults under
 * `data-plane:<command>`.
 */
export function dataPlane(world: World): Route {
  return async (body, { caller }) => {
    const request = body as CliRequest;
    const command = commands[request.command];
    if (!command) throw new AwsError('UnknownCommand', `the emulated cloudhsm-cli does not know '${request.command}'`);
    const open = openRequest(world, caller);
    try {
      const operation = `data-plane:${request.command}`;
      const run = (during: OpenRequest) => runCommand(world, command, request, during);
      const data = await exchange(world, { operation, input: request.options, caller, request: open, run });
      return { error_code: 0, data };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return { error_code: 1, data: error.message };
    } finally {
      open.end();
    }
  };
}

async function runCommand(world: World, command: Command, request: CliRequest, open: OpenRequest): Promise<unknown> {
  const connection = connect(world, request.configuration);
  command.check?.(connection, request.options);
  const from = world.clock.now();
  const seconds = command.seconds?.(world, connection) ?? 1;
  await open.park(world.clock.sleep(seconds, `cloudhsm-cli ${request.command}`));
  world.work.record(`cloudhsm-cli ${request.command} on ${connection.cluster.clusterId}`, from, world.clock.now());
  // HSMs may have come and gone meanwhile
  const now = connect(world, request.configuration);
  return command.run(now, request.options, session(command, now, request));
}

function session(command: Command, connection: Parameters<Command['run']>[0], request: CliRequest): Session | undefined {
  if (command.login === 'none') return undefined;
  if (!request.credentials) throw new CliError('Not logged in: set CLOUDHSM_ROLE and CLOUDHSM_PIN');
  const session = login(connection, request.credentials);
  if (command.login === 'any') return session;
  const own = command.login === 'self' && session.username === request.options.username?.toLowerCase();
  const needed = command.login === 'self' ? 'admin' : command.login;
  if (!own && session.role !== needed) throw new CliError(`The logged in user is not permitted to do this: its role is ${session.role}`);
  return session;
}
