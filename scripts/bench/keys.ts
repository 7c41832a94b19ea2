import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ownStore } from '../../test/pkcs11/own-store.ts';
import { runsOf } from './measured.ts';

const gibibyte = 2 ** 30;
const keyStream = fileURLToPath(new URL('./key-stream.ts', import.meta.url));

/** How fast a GiB is encrypted and decrypted with a key in an HSM, beside the same library with a key in memory, and what the command takes. */
export async function benchKeys(say: (what: string, figure: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-keys-'));
  try {
    const file = (name: string) => join(folder, name);
    writeGibibyte(file('plain'));
    const pin = 'bench-password';
    const { softhsm: module, configuration } = ownStore(folder, pin);
    Object.assign(process.env, { SOFTHSM2_CONF: configuration, PIN: pin });
    for (const direction of ['encrypt', 'decrypt'] as const) {
      const seconds = { memory: Number.POSITIVE_INFINITY, hsm: Number.POSITIVE_INFINITY };
      for (let time = 0; time < 4; time++) {
        const both = [['memory', 'memory'] as const, ['hsm', module] as const];
        // each is the first of them as often as the other
        for (const [name, where] of time % 2 === 0 ? both : both.toReversed()) {
          const [from, to] = direction === 'encrypt' ? ['plain', name] : [name, 'back'];
          const printed = execFileSync(process.execPath, [keyStream, where, direction, file(from), file(to)], { encoding: 'utf8' });
          seconds[name] = Math.min(seconds[name], Number(printed));
        }
      }
      const perSecond = (one: number) => `${(gibibyte / 1e6 / one).toFixed(0)} MB/s`;
      const share = (seconds.memory / seconds.hsm).toFixed(2);
      say(`${direction} 1 GiB`, `${perSecond(seconds.hsm)}, ${share} of ${perSecond(seconds.memory)} with a key in memory`);
    }
    await benchCommand(file, say);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchCommand(file: (name: string) => string, say: (what: string, figure: string) => void): Promise<void> {
  const child = spawn(process.execPath, ['cli/bin/hsm.js', 'emulator', '--port', '0', '--json', '--deploy'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: JSON.parse(line).url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'person',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    const hsm = (...words: string[]) => [process.execPath, 'cli/bin/hsm.js', ...words];
    runsOf(hsm('provision', '-f', 'examples/testing.json'), 1);
    runsOf(hsm('keys', 'testing', 'generate', '--type', 'aes', '--label', 'bench'), 1);
    for (const [direction, from, to] of [
      ['encrypt', 'plain', 'message'],
      ['decrypt', 'message', 'back'],
    ] as const) {
      const { megabytes } = runsOf(hsm('keys', 'testing', direction, '--label', 'bench', '--in', file(from), '-o', file(to)), 1);
      say(`hsm keys testing ${direction}, 1 GiB`, `${megabytes.toFixed(0)} MB`);
    }
    if ((await sha256(file('plain'))) !== (await sha256(file('back')))) throw new Error('what came back differs');
  } finally {
    child.kill();
  }
}

function writeGibibyte(path: string): void {
  const file = openSync(path, 'w');
  for (let written = 0; written < gibibyte; written += 2 ** 24) writeSync(file, randomBytes(2 ** 24));
  closeSync(file);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
