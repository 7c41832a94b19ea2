import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationFolder, emulator, readConfiguration } from './client-configuration.mjs';
import { readCommandLine } from './command-line.mjs';
import { askForPassword } from './password-prompt.mjs';
import { post } from './post.mjs';

const [emulatorEtc, ...words] = process.argv.slice(2);
const { url, version, region } = emulator(emulatorEtc);
if (words.join(' ') === '--version') {
  process.stdout.write(`cloudhsm-cli ${version}\n`);
  process.exit(0);
}
const user = ['--username', '--role'];
const { command, options } = readCommandLine('cloudhsm-cli', words, {
  'cluster activate': ['--password?', '--cluster-id?'],
  'cluster hsm-info': ['--cluster-id?'],
  login: [...user, '--password?', '--cluster-id?'],
  'user list': ['--cluster-id?'],
  'user create': [...user, '--password?', '--cluster-id?'],
  'user change-password': [...user, '--password?', '--cluster-id?'],
  'user delete': [...user, '--cluster-id?'],
  'key list': ['--cluster-id?'],
  'quorum token-sign list': ['--cluster-id?'],
});
const takesPassword = ['cluster activate', 'login', 'user create', 'user change-password'];
const etc = configurationFolder(emulatorEtc);
const { clusters, logging } = readConfiguration(etc);

const printed = await run().catch((error) => {
  const document = { error_code: 1, data: error.message || error.code };
  return { stdout: `${JSON.stringify(document, undefined, 2)}\n`, stderr: '', exitCode: 1, log: [] };
});
process.stdout.write(printed.stdout);
process.stderr.write(printed.stderr);
writeLog(printed.log);
process.exitCode = printed.exitCode;

async function run() {
  if (takesPassword.includes(command)) options['--password'] ??= await askForPassword({ confirm: command !== 'login' });
  const request = {
    command,
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name.slice(2), value])),
    configuration: clientConfiguration(),
    credentials: credentials(),
  };
  const { status, body } = await post(
    `${url}/_emulator/data-plane`,
    { service: 'cloudhsm', region: process.env.AWS_REGION || region },
    request,
  ).catch((error) => {
    throw new Error(error.code === 'ECONNREFUSED' ? `nobody listens at ${url}: the emulator has ended` : 'HSM is disconnected');
  });
  if (status !== 200) throw new Error(body.message);
  return body;
}

function clientConfiguration() {
  const [{ cluster, cluster_id: configured }] = clusters;
  const wanted = options['--cluster-id'];
  if (wanted && wanted !== configured) throw new Error(`The cluster ${wanted} is not configured: run configure-cli --cluster-id ${wanted}`);
  const servers = cluster.servers.filter(({ enable }) => enable).map(({ hostname }) => hostname);
  if (existsSync(cluster.hsm_ca_file)) return { servers, issuer: readFileSync(cluster.hsm_ca_file, 'utf8') };
  if (cluster.hsm_ca_file === join(etc, 'customerCA.crt')) return { servers };
  return { servers, missingIssuer: cluster.hsm_ca_file };
}

/** CLOUDHSM_PIN is `<user>:<password>`. */
function credentials() {
  const { CLOUDHSM_ROLE: role, CLOUDHSM_PIN: pin } = process.env;
  if (!role || !pin) return undefined;
  const colon = pin.indexOf(':');
  if (colon === -1) throw new Error('CLOUDHSM_PIN must be <username>:<password>');
  return { role, username: pin.slice(0, colon), password: pin.slice(colon + 1) };
}

function writeLog(lines) {
  if (lines.length === 0 || logging.log_type !== 'file') return;
  mkdirSync(dirname(logging.log_file), { recursive: true });
  appendFileSync(logging.log_file, lines.map((line) => `${line}\n`).join(''));
}
