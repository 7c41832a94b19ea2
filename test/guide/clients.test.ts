import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { project, run, start } from '../e2e/command.ts';
import { program } from '../emulator/data-plane/programs.ts';
import { password, reachedCluster } from '../emulator/pkcs11/in-library.ts';
import { opensslEngine } from '../foreign-tools/openssl.ts';
import { cc, java, nginx, pkcs11Tool } from '../foreign-tools/pkcs11.ts';
import { needs, type Tool } from '../foreign-tools/tool.ts';

// The programs of examples/clients, against the local library.

async function client(context: TestContext, ...tools: Tool[]) {
  needs(context, ...tools);
  const { aws, cluster, as } = await reachedCluster(context);
  await program(aws, 'configure-cli', ['--cluster-id', cluster.clusterId]);
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const variables = {
    PKCS11: aws.pkcs11!,
    CLOUDHSM_PIN: `one:${password}`,
    PATH: [aws.bin, process.env.PATH, '/usr/sbin'].join(delimiter),
  };
  const done = async (command: string, words: string[], more = {}) => {
    const { exitCode, stdout, stderr } = await run(command, words, { variables: { ...variables, ...more } });
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  return {
    aws,
    done,
    variables,
    folder,
    file: (name: string) => join(folder, name),
    module: aws.pkcs11!,
    labels: () => as('one', 'labels'),
  };
}

const example = (name: string) => join(project, 'examples/clients', name);

/** What openssl's engine needs. */
const engine = { OPENSSL_CONF: example('openssl/openssl.cnf'), HSM_EMULATOR_READ_ONLY_SESSIONS: 'allowed' };

test('C: makes a key that never leaves, encrypts and decrypts', async (context) => {
  const { done, file, module, labels } = await client(context, cc);
  await done('cc', [
    '-std=c11',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-I',
    join(project, 'pkcs11'),
    '-o',
    file('encrypt'),
    example('c/encrypt.c'),
    '-ldl',
  ]);
  expect(await done(file('encrypt'), [module, 'c-documents'])).toBe('sensitive data that needs protection\n');
  expect(await labels()).toEqual(['c-documents']);
});

test('Java: SunPKCS11 makes, finds and uses keys', async (context) => {
  const { done, module, labels } = await client(context, java);
  const said = 'may leave the HSMs: false\ndecrypted: sensitive data that needs protection\nverified: true\n';
  for (const _ of ['makes it', 'finds it']) expect(await done('java', [example('java/HsmKeys.java'), module])).toBe(said);
  expect(await labels()).toEqual(['java-documents']);
});

test('Java: jarsigner signs with a pair whose certificate the HSMs keep', async (context) => {
  const { aws, done, file, module } = await client(context, java, pkcs11Tool, opensslEngine);
  await program(aws, 'configure-pkcs11', ['--enable-certificate-storage']);
  const pkcs11 = (words: string) => done('pkcs11-tool', ['--module', module, '--login', '--pin', `one:${password}`, ...words.split(' ')]);
  await pkcs11('--keypairgen --key-type rsa:2048 --label signer --id 01 --usage-sign --private --sensitive');
  const self = ['req', '-x509', '-new', '-engine', 'pkcs11', '-keyform', 'engine', '-key', 'pkcs11:object=signer;type=private'];
  await done('openssl', [...self, '-subj', '/CN=signer', '-outform', 'DER', '-out', file('signer.der')], engine);
  await pkcs11(`--write-object ${file('signer.der')} --type cert --label signer --id 01`);
  writeFileSync(file('hsm.cfg'), `name = hsm\nlibrary = ${module}\n`);
  writeFileSync(file('text'), 'to be signed\n');
  await done('jar', ['cf', file('signed.jar'), file('text')]);
  const store = ['-keystore', 'NONE', '-storetype', 'PKCS11', '-storepass:env', 'CLOUDHSM_PIN'];
  await done('jarsigner', [...store, '-addprovider', 'SunPKCS11', '-providerArg', file('hsm.cfg'), file('signed.jar'), 'signer']);
  expect(await done('jarsigner', ['-verify', file('signed.jar')])).toContain('jar verified.');
});

test('openssl: a CA and a TLS server, each with its key in the HSMs', async (context) => {
  const { done, variables, file, labels } = await client(context, opensslEngine);
  await done(example('openssl/tls-server.sh'), ['request', 'localhost', file('server.csr')]);
  await done(example('openssl/certificate-authority.sh'), [file('server.csr'), file('server.pem')]);
  expect(await done('openssl', ['verify', '-CAfile', file('authority.pem'), file('server.pem')])).toContain('OK');
  expect(await labels()).toEqual(['authority', 'authority', 'tls-server', 'tls-server']);

  const server = start(example('openssl/tls-server.sh'), ['serve', file('server.pem'), '127.0.0.1:0'], { variables, typing: true });
  onTestFinished(async () => {
    server.signal('SIGTERM');
    await server.ended;
  });
  const port = /:(\d+)$/.exec(await server.line('stdout', /^ACCEPT .*:\d+$/))![1];
  const page = await pageOf(Number(port), readFileSync(file('authority.pem')));
  expect(page).toContain('TLS_AES_256_GCM_SHA384');

  const missing = ['pkey', '-engine', 'pkcs11', '-inform', 'engine', '-in', 'pkcs11:object=nothing;type=private', '-pubout'];
  expect((await run('openssl', missing, { variables: { ...variables, ...engine } })).exitCode).toBe(1);
});

test.each([
  ['openssl/certificate-authority.sh', ['server.csr', 'server.pem']],
  ['openssl/tls-server.sh', ['serve', 'server.pem', '127.0.0.1:0']],
  ['nginx/tls-server.sh', ['server.pem', '127.0.0.1:0', '.']],
])('%s says which variable is not set, where openssl would only crash', async (script, words) => {
  const without = await run(example(script), words, { variables: { PKCS11: undefined, CLOUDHSM_PIN: 'one:password' } });
  expect(without).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('PKCS11: is not set: it is the path of libcloudhsm_pkcs11.so'),
  });
  const nobody = await run(example(script), words, { variables: { PKCS11: '/nowhere.so', CLOUDHSM_PIN: '' } });
  expect(nobody).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('CLOUDHSM_PIN: is not set: it is user:password') });
});

test('nginx: workers, and those after them, each have handshakes signed', async (context) => {
  const { done, variables, file, folder } = await client(context, opensslEngine, nginx);
  await done(example('openssl/tls-server.sh'), ['request', 'localhost', file('server.csr')]);
  await done(example('openssl/certificate-authority.sh'), [file('server.csr'), file('server.pem')]);
  const ca = readFileSync(file('authority.pem'));
  const port = await freePort();
  const server = start(example('nginx/tls-server.sh'), [file('server.pem'), `127.0.0.1:${port}`, folder], { variables });
  onTestFinished(async () => {
    server.signal('SIGTERM');
    await server.ended;
  });
  // the first handshake of a worker is the one in which it begins with the library
  const pages = () => Promise.all(Array.from({ length: 12 }, () => pageOf(port, ca)));
  const signed = Array(12).fill('signed in the HSMs\n');
  await server.shows('stderr', /(start worker process \d+[\s\S]*){2}/);
  expect(await pages()).toEqual(signed);
  server.signal('SIGHUP');
  await server.shows('stderr', /(start worker process \d+[\s\S]*){4}/);
  expect(await pages()).toEqual(signed);
});

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  taken.close();
  await once(taken, 'close');
  return port;
}

/** What a server answers over a connection of its own. */
function pageOf(port: number, ca: Buffer): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    get({ host: '127.0.0.1', servername: 'localhost', port, ca, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
