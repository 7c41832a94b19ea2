// What client.bash does, for a program of Node that has loaded this module and runs the emulated programs by `execFile`: a process for each takes eight
// milliseconds of computing. Whatever else it runs is a process as ever, and so is an interactive session.
import childProcess from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import module from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const { execFile } = childProcess;
const agent = new Agent({ keepAlive: true });

childProcess.execFile = (name, words, options, ended) => {
  const client = typeof ended === 'function' ? clientOf(name, options?.env ?? process.env) : undefined;
  if (!client || words[0] === 'interactive') return execFile(name, words, options, ended);
  const limit = new AbortController();
  const timer = options?.timeout > 0 ? setTimeout(() => limit.abort(), options.timeout) : undefined;
  run({ ...client, env: options?.env ?? process.env, signal: limit.signal }, words).then(({ stdout, stderr, exitCode }) => {
    clearTimeout(timer);
    if (limit.signal.aborted) return ended(failure(name, { killed: true, code: null }), '', '');
    ended(exitCode === 0 ? null : failure(name, { killed: false, code: exitCode }), stdout, stderr);
  });
};
module.syncBuiltinESMExports();

function failure(name, how) {
  return Object.assign(new Error(`Command failed: ${name}`), how);
}

/** The settings of the emulated program that PATH leads to; undefined where it leads to another one, or to none. */
function clientOf(name, { PATH = '' }) {
  const text = textOf(
    PATH.split(delimiter)
      .map((folder) => join(folder, name))
      .find(isFile),
  );
  if (!text?.endsWith("/client.bash'\n")) return undefined;
  const settings = text.matchAll(/(\w+)='((?:[^']|'\\'')*)'/g);
  return Object.fromEntries(Array.from(settings, ([, setting, value]) => [setting, value.replaceAll("'\\''", "'")]));
}

async function run(client, words) {
  try {
    return done(client, await post(client, command(client, words)));
  } catch (error) {
    return failed(client, error.message);
  }
}

/** The command line, and the files that it depends on. */
function command(client, words) {
  const { program, component, env } = client;
  const etc = etcOf(client);
  const configuration = textOf(join(etc, `${component}.cfg`));
  const [, named] = /"hsm_ca_file"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(configuration ?? '') ?? [];
  const issuer = textOf(named ? JSON.parse(named) : join(etc, 'customerCA.crt'));
  const single = { program, etc, configuration, issuer, role: env.CLOUDHSM_ROLE, pin: env.CLOUDHSM_PIN };
  const pairs = Object.entries(single).filter(([, value]) => value);
  return [...pairs, ...words.flatMap((word, index) => [['word', word], ...filesNamed(word, words[index - 1])])];
}

function etcOf({ etc, env }) {
  return env.HSM_EMULATOR_ETC ?? etc;
}

function filesNamed(word, before = '') {
  const namesFile = /^--(data-path|signature-path|approval|public-key|signed-token)$/;
  const [option, ...value] = word.split('=');
  if (value.length > 0 && namesFile.test(option)) return fileOf(value.join('='));
  return namesFile.test(before) ? fileOf(word) : [];
}

/** With any bytes in it. */
function fileOf(path) {
  return isFile(path)
    ? [
        ['path', path],
        ['content', readFileSync(path).toString('base64')],
      ]
    : [];
}

async function post({ host, port, region, env, signal }, pairs) {
  const body = pairs
    .flat()
    .map((text) => `${Buffer.byteLength(text)}:${text},`)
    .join('');
  const key = (env.AWS_ACCESS_KEY_ID || 'person').replace(/\p{Cc}/gu, '');
  const scope = `${key}/20260105/${env.AWS_REGION || region}/cloudhsm/aws4_request`;
  const headers = {
    'content-length': Buffer.byteLength(body),
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  };
  const { status, answer } = await new Promise((resolve, reject) => {
    const asked = request({ host, port, method: 'POST', path: '/_emulator/data-plane', headers, agent, signal }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, answer: Buffer.concat(parts) }));
      response.on('error', () => reject(new Error('HSM is disconnected')));
    });
    asked.on('error', ({ code }) =>
      reject(
        new Error(code === 'ECONNREFUSED' ? `nobody listens at http://${host}:${port}: the emulator has ended` : 'HSM is disconnected'),
      ),
    );
    asked.end(body);
  });
  if (status !== 200) throw new Error(messageOf(answer.toString()) ?? `http://${host}:${port} answers ${status}`);
  return answer;
}

/** Whoever stands between may answer in words of its own. */
function messageOf(text) {
  const [, message] = /("message":"(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  return message && JSON.parse(`{${message}}`).message;
}

/** Does what is answered. */
function done({ component, ...client }, answer) {
  const said = { stdout: '', stderr: '', exitCode: 1 };
  let [file, log] = [];
  for (const [name, text] of pairsOf(answer)) {
    if (name === 'stdout' || name === 'stderr') said[name] += text;
    if (name === 'configuration') write(join(etcOf(client), `${component}.cfg`), text);
    if (name === 'file') file = text;
    if (name === 'text') writeText(file, text);
    if (name === 'log-file') log = text;
    if (name === 'log') write(log, text, 'a');
    if (name === 'prompt') throw new Error('there is no terminal to type the password on: give it with --password');
    if (name === 'exit') said.exitCode = Number(text);
  }
  return said;
}

function* pairsOf(answer) {
  const texts = [];
  for (let at = 0; at < answer.length; ) {
    const colon = answer.indexOf(':', at);
    const end = colon + 1 + Number(answer.toString('latin1', at, colon));
    texts.push(answer.toString('utf8', colon + 1, end));
    at = end + 1;
  }
  for (let index = 0; index < texts.length; index += 2) yield [texts[index], texts[index + 1]];
}

function write(file, text, flag = 'w') {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag });
}

function writeText(file, text) {
  try {
    writeFileSync(file, text);
  } catch {
    throw new Error(`Unable to write the file ${file}`);
  }
}

/** As the programs fail by themselves. */
function failed({ program }, words) {
  if (program !== 'cloudhsm-cli') return { stdout: '', stderr: `error: ${words}\n`, exitCode: 1 };
  return { stdout: `${JSON.stringify({ error_code: 1, data: words }, undefined, 2)}\n`, stderr: '', exitCode: 1 };
}

function textOf(file) {
  return file !== undefined && isFile(file) ? readFileSync(file, 'utf8') : undefined;
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
