import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { installPrograms } from '../../../emulator/services/data-plane/programs.ts';
import { localAws } from '../../local-aws.ts';
import { adminPassword } from '../cloudhsmv2/lifecycle.ts';
import { active } from './configured-cluster.ts';
import { admin } from './programs.ts';

/** A command line, and what of its environment is its own. */
type Line = [words: string[], environment?: Record<string, string>];

const client = fileURLToPath(new URL('../../../emulator/services/data-plane/client/in-process.mjs', import.meta.url));

/** Runs each line by `execFile`, and prints how all ended and how many processes there were for them. */
const runner = `
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
const { lines, limit } = JSON.parse(process.argv[1]);
for (const [[program, ...words], environment] of lines) {
  await new Promise((resolve) => {
    const options = { env: { ...process.env, ...environment }, timeout: limit, killSignal: 'SIGKILL' };
    const child = execFile(program, words, options, (error, stdout, stderr) => {
      const { code, killed } = error ?? { code: 0, killed: false };
      console.log(JSON.stringify({ code, killed, stdout, stderr, process: child?.pid !== undefined }));
      resolve();
    });
  });
}`;

/** How commands end in a program of Node, which has loaded the client or has not. */
async function ended(bin: string, lines: Line[], { within, limit = 60_000 }: { within: boolean; limit?: number }) {
  const parameters = [...(within ? ['--import', client] : []), '--input-type=module', '-e', runner, JSON.stringify({ lines, limit })];
  const env = { PATH: [bin, process.env.PATH].join(delimiter) };
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, parameters, { env }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
  const outcomes = output.trimEnd().split('\n');
  return outcomes.map((text) => JSON.parse(text) as { process: boolean; code: unknown; stdout: string; stderr: string; killed: boolean });
}

/** What both say, which has to be the same. */
async function same(bin: string, lines: Line[], limit?: number) {
  const [within, by] = [await ended(bin, lines, { within: true, limit }), await ended(bin, lines, { within: false, limit })];
  const said = (outcomes: typeof within) => outcomes.map(({ process, ...rest }) => rest);
  expect(said(within)).toEqual(said(by));
  return { within, by };
}

it('the client of a program that runs its commands is to it what a process for each is, and starts none', async () => {
  const { aws, ip } = await active();
  const data = join(aws.home.folder, 'some data');
  writeFileSync(data, Buffer.from([0, 1, 255, 10, 0]));
  const user = admin(adminPassword);
  const list = ['cloudhsm-cli', 'user', 'list'];
  const { within } = await same(aws.bin, [
    [['cloudhsm-cli', '--version']],
    [list],
    [list, user],
    [list, { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: 'nobody' }],
    [['cloudhsm-cli', 'user', 'change-password', '--username', 'ünknown "one"', '--role', 'admin', '--password', 'longEnough1'], user],
    [['cloudhsm-cli', 'no', 'such', 'command']],
    [
      [
        'cloudhsm-cli',
        'crypto',
        'verify',
        'rsa-pkcs',
        '--key-filter',
        'attr.label=k',
        '--hash-function',
        'sha512',
        `--data-path=${data}`,
        '--signature-path',
        data,
      ],
      user,
    ],
    [['cloudhsm-cli', 'quorum', 'token-sign', 'generate', '--service', 'user', '--token', '/no/such/folder/token'], user],
    [['configure-cli', '-a', ip, '--disable-key-availability-check']],
    [['configure-cli', '--no-such-option']],
    [['configure-pkcs11', '-a', ip]],
  ]);
  expect(within.map(({ process }) => process)).toEqual(within.map(() => false));
  expect(within.map(({ code }) => code)).toEqual([0, 0, 0, 1, 1, 2, 1, 1, 0, 2, 0]);
});

it('it writes configuration, log and files as they do', async () => {
  const { aws, ip } = await active();
  const files = async (within: boolean) => {
    const folder = join(aws.home.folder, `within ${within}`);
    installPrograms(aws.home, folder);
    const token = join(folder, 'token');
    await ended(
      join(folder, 'bin'),
      [
        [['cloudhsm-cli', 'user', 'list']],
        [['configure-cli', '-a', ip, '--disable-key-availability-check']],
        [['cloudhsm-cli', 'user', 'list'], { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: 'admin:wrong' }],
        [['cloudhsm-cli', 'quorum', 'token-sign', 'generate', '--service', 'user', '--token', token], admin(adminPassword)],
        [['cloudhsm-cli', 'user', 'list'], { HSM_EMULATOR_ETC: join(folder, 'another/etc') }],
      ],
      { within },
    );
    const texts = ['etc/cloudhsm-cli.cfg', 'run/cloudhsm-cli.log', 'token'].map((name) => readFileSync(join(folder, name), 'utf8'));
    return texts.map((text) =>
      text
        .replaceAll(folder, 'FOLDER')
        .replace(/"(token|approval_data)": ".*"/g, '"$1"')
        .replace(/\d{4}-\S+Z/g, 'TIME'),
    );
  };
  expect(await files(true)).toEqual(await files(false));
});

it('it says that the emulator has ended, or has hung up', async () => {
  const aws = await localAws();
  const hangsUp = createServer((socket) => socket.on('error', () => {}).resetAndDestroy()).listen(0, '127.0.0.1');
  await once(hangsUp, 'listening');
  onTestFinished(() => void hangsUp.close());
  for (const port of [1, (hangsUp.address() as AddressInfo).port]) {
    const bin = programsAt(aws, port);
    const { within } = await same(bin, [[['cloudhsm-cli', 'user', 'list']], [['configure-cli', '-a', '10.0.0.1']]]);
    expect(within[0]!.stdout).toMatch(
      port === 1 ? /nobody listens at http:\/\/127\.0\.0\.1:1: the emulator has ended/ : /HSM is disconnected/,
    );
  }
});

it('it says what somebody between answers, in words of its own or of AWS', async () => {
  const between = createWebServer((_, response) => response.writeHead(503).end('no backend')).listen(0, '127.0.0.1');
  await once(between, 'listening');
  onTestFinished(() => void between.close());
  const bin = programsAt(await localAws(), (between.address() as AddressInfo).port);
  const { within } = await same(bin, [[['cloudhsm-cli', 'user', 'list'], { AWS_ACCESS_KEY_ID: 'of\ntwo lines' }]]);
  expect(within[0]!.stdout).toMatch(/"data": "http:\/\/127\.0\.0\.1:\d+ answers 503"/);
});

it('it is killed at its time limit', async () => {
  const held: Socket[] = [];
  const silent = createServer((socket) => held.push(socket.on('error', () => {}))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => {
    for (const socket of held) socket.destroy();
    silent.close();
  });
  const bin = programsAt(await localAws(), (silent.address() as AddressInfo).port);
  const { within } = await same(bin, [[['cloudhsm-cli', 'user', 'list']]], 50);
  expect(within).toMatchObject([{ killed: true, code: null }]);
});

it('it asks for no password, and leaves to processes what is none of its commands', async () => {
  const { aws } = await active();
  const [prompted] = await ended(aws.bin, [[['cloudhsm-cli', 'login', '--username', 'admin', '--role', 'admin']]], { within: true });
  expect(prompted).toMatchObject({ code: 1, process: false });
  const { within } = await same(aws.bin, [[['true']], [['no-such-program']], [['sh', '-c', 'echo out; exit 3']]]);
  expect(within).toMatchObject([{ code: 0, process: true }, { code: 'ENOENT' }, { code: 3, stdout: 'out\n', process: true }]);
});

function programsAt(aws: Emulator, port: number): string {
  const folder = join(aws.home.folder, `port ${port}`);
  installPrograms({ url: `http://127.0.0.1:${port}`, region: 'us-east-1' }, folder);
  return join(folder, 'bin');
}
