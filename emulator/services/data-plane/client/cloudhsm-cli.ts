import type { Caller } from '../../../kernel/caller.ts';
import { commands } from '../commands.ts';
import type { ClientConfiguration } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Credentials } from '../login.ts';
import type { DataPlanePlace } from '../needs.ts';
import { runCommand } from '../run-command.ts';
import type { Answer } from './answer.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { type Configuration, configurationOf, usualIssuer } from './configuration.ts';
import type { Sent } from './sent.ts';

const accepted = Object.fromEntries(
  Object.entries(commands).map(([name, { options = [], refused = [] }]) => [name, [...options, ...refused, '--cluster-id?']]),
);

/** The emulated `cloudhsm-cli`. */
export async function cloudHsmCli(sent: Sent, { place, caller }: { place: DataPlanePlace; caller: Caller }): Promise<Answer> {
  const { settings } = place.dataPlane;
  if (sent.word.join(' ') === '--version') return { stdout: `cloudhsm-cli ${settings.version}\n`, stderr: '', exitCode: 0, log: [] };
  const line = readCommandLine('cloudhsm-cli', sent.word, accepted);
  const configuration = configurationOf(sent);
  const { log_type, log_file } = configuration.logging;
  const { asksPassword, refused = [], files = [] } = commands[line.command]!;
  refuse(line, refused);
  for (const option of files) readFile(line, option, sent);
  const prompts = asksPassword && line.options.password === undefined ? promptsOf[asksPassword] : [];
  if (sent.typed.length < prompts.length) return { prompts };
  if (prompts.length > 0) line.options.password = typedPassword(sent.typed);
  const request = { ...line, configuration: clientConfiguration(line, configuration, sent), credentials: credentialsOf(sent) };
  const printed = await runCommand(request, { place, caller });
  return { ...printed, logFile: log_type === 'file' ? log_file : undefined };
}

const promptsOf = { once: ['Enter password:'], twice: ['Enter password:', 'Confirm password:'] };

function typedPassword([password = '', confirmed = password]: string[]): string {
  if (confirmed !== password) throw new CliError('Passwords do not match');
  return password;
}

function refuse({ options }: CommandLine, refused: string[]): void {
  const option = refused.map((one) => one.replace(/[?+!]+$/, '')).find((one) => options[one.slice(2)] !== undefined);
  if (option) throw new CliError(`${option} is not emulated: the keys of the local AWS have one owner and no quorum`);
}

/** Puts what the client read in the place of a file's name. */
function readFile({ options }: CommandLine, option: string, { path, content }: Sent): void {
  const name = options[option];
  if (name === undefined) return;
  const read = content[path.indexOf(String(name))];
  if (read === undefined) throw new CliError(`Unable to read the file ${name}`);
  options[option] = read;
}

function clientConfiguration({ options }: CommandLine, { clusters }: Configuration, { etc, issuer }: Sent): ClientConfiguration {
  const [{ cluster, cluster_id: configured }] = clusters;
  const wanted = options['cluster-id'];
  if (wanted && wanted !== configured)
    throw new CliError(`The cluster ${wanted} is not configured: run configure-cli --cluster-id ${wanted}`);
  const servers = cluster.servers.filter(({ enable }) => enable).map(({ hostname }) => hostname);
  const checksKeyAvailability = !cluster.options?.disable_key_availability_check;
  const missingIssuer = issuer === undefined && cluster.hsm_ca_file !== usualIssuer(etc) ? cluster.hsm_ca_file : undefined;
  return { servers, issuer, missingIssuer, checksKeyAvailability };
}

/** CLOUDHSM_PIN is `<user>:<password>`. */
function credentialsOf({ role, pin }: Sent): Credentials | undefined {
  if (!role || !pin) return undefined;
  const colon = pin.indexOf(':');
  if (colon === -1) throw new CliError('CLOUDHSM_PIN must be <username>:<password>');
  return { role, username: pin.slice(0, colon), password: pin.slice(colon + 1) };
}
