import { AwsError } from '../../kernel/aws-error.ts';
import type { LoggedCall } from '../../kernel/call-log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { ConnectionCut } from '../../kernel/faults.ts';
import { exchange } from '../../service/exchange.ts';
import { logged } from '../../service/logged.ts';
import { type OpenRequest, openRequest } from '../../service/open-request.ts';
import type { CliRequest } from './cli-request.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { type Connection, connect } from './connection.ts';
import { CliError, NoContext } from './error.ts';
import type { InteractiveSession } from './interactive-sessions.ts';
import { type Credentials, login as logIn } from './login.ts';
import type { DataPlanePlace } from './needs.ts';
import { type Printed, printedDocument, printedNoContext, printedText } from './printed.ts';
import type { Session } from './session.ts';
import type { DataPlaneSettings } from './settings.ts';
import { WithFile } from './with-file.ts';

/**
 * The HSMs' side of the data plane: runs a command of the CloudHSM CLI on the cluster that the client is configured for, and answers
 * what the CLI prints. Takes virtual time, during which the caller's request is parked. Tests inject faults under
 * `data-plane:<command>`; an error that is no ConnectionCut is printed as plain text.
 */
export async function runCommand(request: CliRequest, { place, caller }: { place: DataPlanePlace; caller: Caller }): Promise<Printed> {
  const command = commands[request.command]!;
  const answer = async (call: LoggedCall) => {
    const open = openRequest(place, caller);
    const run = (during: OpenRequest) => carryOut(place, command, request, caller, during);
    return exchange(place, { call, request: open, run })
      .then((data) => printedResult(place.dataPlane.settings, data))
      .catch((error: unknown) => asPrinted(place.dataPlane.settings, error))
      .finally(() => open.end());
  };
  const operation = `data-plane:${request.command}`;
  const statusOf = ({ exitCode }: Printed) => (exitCode === 0 ? 200 : 400);
  const printed = await logged(place, { operation, input: request.options, caller }, answer, statusOf);
  const at = place.clock.date().toISOString();
  return { ...printed, log: printed.log.map((line) => `${at} ${line}`) };
}

async function carryOut(place: DataPlanePlace, command: Command, request: CliRequest, caller: Caller, open: OpenRequest): Promise<unknown> {
  const connection = connect(place, request.configuration, caller);
  command.check?.(connection, request.options);
  const from = place.clock.now();
  const seconds = command.seconds?.(place, connection) ?? 1;
  await open.park(place.clock.sleep(seconds, `cloudhsm-cli ${request.command}`));
  place.work.record(`cloudhsm-cli ${request.command} on ${connection.cluster.clusterId}`, from, place.clock.now());
  // HSMs may have come and gone meanwhile
  const now = connect(place, request.configuration, caller);
  try {
    const data = await command.run(now, request.options, session(command, now, request));
    if (request.interactive) keepLogin(request.interactive, now, request.command, data);
    return data;
  } finally {
    place.cloudhsmv2.report(now.cluster);
  }
}

function printedResult(settings: DataPlaneSettings, result: unknown): Printed {
  if (!(result instanceof WithFile)) return printedDocument(settings, 0, result);
  return { ...printedDocument(settings, 0, result.data), file: result.file };
}

function asPrinted(settings: DataPlaneSettings, error: unknown): Printed {
  if (error instanceof CliError) return printedDocument(settings, 1, error.message);
  if (error instanceof NoContext) return printedNoContext(settings, error.message);
  if (error instanceof AwsError && !(error instanceof ConnectionCut)) return printedText(error.message);
  throw error;
}

function session(command: Command, connection: Connection, request: CliRequest): Session | undefined {
  const login = typeof command.login === 'function' ? command.login(connection.place, request.options) : command.login;
  if (login === 'none') return undefined;
  const session = request.interactive ? stillLoggedIn(connection, request.interactive) : loggedIn(connection, request.credentials);
  if (login === 'any') return session;
  const own = login === 'self' && session.username === String(request.options.username).toLowerCase();
  const needed = login === 'self' ? 'admin' : login;
  if (!own && session.role !== needed) throw new CliError(`The logged in user is not permitted to do this: its role is ${session.role}`);
  return session;
}

function loggedIn(connection: Connection, credentials: Credentials | undefined): Session {
  if (!credentials) throw new CliError('Not logged in: set CLOUDHSM_ROLE and CLOUDHSM_PIN');
  return logIn(connection, credentials);
}

/** Whoever has logged in at the prompt, as long as the HSMs know that user. */
function stillLoggedIn({ cluster, hsms }: Connection, { login }: InteractiveSession): Session {
  const held = login?.clusterId === cluster.clusterId ? login.session : undefined;
  const known = hsms.some(({ users }) => users.some(({ username, role }) => username === held?.username && role === held.role));
  if (!held || !known) throw new CliError('Not logged in: use login');
  return held;
}

function keepLogin(at: InteractiveSession, { cluster: { clusterId } }: Connection, command: string, data: unknown): void {
  if (command === 'login') at.login = { session: data as Session, clusterId };
  if (command === 'logout') delete at.login;
}
