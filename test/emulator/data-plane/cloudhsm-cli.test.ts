import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { script } from '../../foreign-tools/script.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { localAws } from '../../local-aws.ts';
import { adminPassword } from '../cloudhsmv2/lifecycle.ts';
import { active, initialized } from './configured-cluster.ts';
import { admin, cliWords, program } from './programs.ts';

const password = 'first-Password1';

describe('the command line of cloudhsm-cli', () => {
  it('tells its version', async () => {
    const aws = await localAws();
    expect(await program(aws, 'cloudhsm-cli', ['--version'])).toEqual({ exitCode: 0, stdout: 'cloudhsm-cli 5.18.0\n', stderr: '' });
  });

  it('may end well with an error_code of 1: the reference does not say', async () => {
    const { aws } = await active();
    aws.home.dataPlane.settings.exitStatusOfError = 0;
    const { exitCode, stdout } = await program(aws, 'cloudhsm-cli', ['cluster', 'activate', '--password', password]);
    expect([exitCode, JSON.parse(stdout).error_code]).toEqual([0, 1]);
  });

  it.each([
    ['user lst', /unrecognized subcommand 'user lst'/],
    ['user create --username bob', /required arguments were not provided: --role/],
  ])('exits with 2 on %j', async (line, message) => {
    const aws = await localAws();
    expect(await program(aws, 'cloudhsm-cli', line.split(' '))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(message),
      stdout: '',
    });
  });

  describe('on a terminal', () => {
    it('asks twice for a password, without echo', async (context) => {
      needs(context, script);
      const { aws } = await initialized();
      const typed = (...lines: string[]) => onTerminal(aws, 'cluster activate', () => `${lines.shift()}\r`);
      expect(await typed(password, 'another-Password')).toMatch(/Passwords do not match/);
      const shown = await typed(password, password);
      expect(shown).toContain('Cluster activation successful');
      expect(shown).not.toContain(password);
    });

    it('asks once at a login, and takes what was typed ahead', async (context) => {
      needs(context, script);
      const { aws } = await active();
      const line = 'user change-password --username admin --role admin';
      const shown = await onTerminal(aws, line, (prompt) => (prompt === 0 ? `${password}\r${password}\r` : ''), admin(adminPassword));
      expect(shown).toContain('"role": "admin"');
      expect(await onTerminal(aws, 'login --username admin --role admin', () => `${password}\r`)).toMatch(
        /^Enter password:\s*\{\s*"error_code": 0/,
      );
    });

    it('ends at Ctrl-C', async (context) => {
      needs(context, script);
      const { aws } = await initialized();
      const shown = await onTerminal(aws, 'cluster activate', () => '\u0003');
      expect(shown).toMatch(/"error_code": 1,\s+"data": "interrupted"/);
    });
  });

  it('says what to do where there is no terminal to type a password on', async (context) => {
    needs(context, script);
    const { aws } = await initialized();
    const child = spawn(join(aws.bin, 'cloudhsm-cli'), ['cluster', 'activate'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = await text(child.stdout);
    expect(JSON.parse(printed)).toEqual({ error_code: 1, data: expect.stringContaining('give it with --password') });
  });

  it('takes any word to its last byte', async () => {
    const { aws } = await active();
    const create = (username: string) => ['user', 'create', '--username', username, '--role', 'admin', '--password', password];
    for (const [username, strange] of Object.entries({
      jürgen: 'ü',
      'a b': ' ',
      "o'neill": "'",
      '$(id)': '$',
      'two\nlines': '\n',
      '"': '"',
      '\\': '\\',
    })) {
      const { data } = await cliWords(aws, create(username), admin(adminPassword));
      expect(data).toContain(`invalid character '${strange}'`);
    }
  });
});

/** Runs `cloudhsm-cli` on a pseudo terminal. @param type what is typed at each prompt for a password */
async function onTerminal(aws: Emulator, line: string, type: (prompt: number) => string, environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment };
  const child = spawn('script', ['-qec', `${join(aws.bin, 'cloudhsm-cli')} ${line}`, '/dev/null'], { env });
  let [shown, prompts] = ['', 0];
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    if (/password:$/.test(String(chunk).trim())) child.stdin.write(type(prompts++));
  });
  await new Promise((resolve) => child.on('close', resolve));
  return shown;
}
