import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationFolder, emulatorUrl, readConfiguration } from './client-configuration.mjs';
import { readCommandLine } from './command-line.mjs';
import { askForPassword } from './password-prompt.mjs';
import { post } from './post.mjs';

const [emulatorEtc, ...words] = process.argv.slice(2);
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

const answer = await run().catch((error) => ({ error_code: 1, data: error.message || error.code }));
process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
process.exitCode = answer.error_code;

async function run() {
  if (takesPassword.includes(command)) options['--password'] ??= await askForPassword({ confirm: command !== 'login' });
  const { status, body } = await post(
    `${emulatorUrl(emulatorEtc)}/_emulator/data-plane`,
    { service: 'cloudhsm' },
    {
      command,
      options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name.slice(2), value])),
      configuration: clientConfiguration(),
      credentials: credentials(),
    },
  );
  if (status !== 200) throw new Error(body.message);
  return body;
}

function clientConfiguration() {
  const etc = configurationFolder(emulatorEtc);
  const [{ cluster, cluster_id: configured }] = readConfiguration(etc).clusters;
  const wanted = options['--cluster-id'];
  if (wanted && wanted !== configured) throw new Error(`The cluster ${wanted} is not configured: run configure-cli --cluster-id ${wanted}`);
  const servers = cluster.servers.filter(({ enable }) => enable).map(({ hostname }) => hostname);
  if (existsSync(cluster.hsm_ca_file)) return { servers, issuer: readFileSync(cluster.hsm_ca_file, 'utf8') };
  if (cluster.hsm_ca_file === join(etc, 'customerCA.crt')) return { servers };
  throw new Error(`The issuing certificate ${cluster.hsm_ca_file} does not exist`);
}

/** CLOUDHSM_PIN is `<user>:<password>`. */
function credentials() {
  const { CLOUDHSM_ROLE: role, CLOUDHSM_PIN: pin } = process.env;
  if (!role || !pin) return undefined;
  const colon = pin.indexOf(':');
  if (colon === -1) throw new Error('CLOUDHSM_PIN must be <username>:<password>');
  return { role, username: pin.slice(0, colon), password: pin.slice(colon + 1) };
}
