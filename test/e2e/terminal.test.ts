import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { script } from '../foreign-tools/script.ts';
import { needs } from '../foreign-tools/tool.ts';
import { type Ended, hsm, type Running, start } from './command.ts';
import { deployHere } from './deployed-here.ts';

const arn = /arn:aws:\S+/;
let emulator: Emulator;

beforeAll(async () => {
  // as long as AWS takes: what is said of a long wait is looked at, too
  ({ emulator } = await deployHere({ durations: 1 }));
}, 120_000);

afterAll(async () => void (await emulator?.stop()));

interface Seen extends Ended {
  /** What the terminal was sent, without what moves and colours. */
  lines: string[];
}

/** Starts hsm at a pseudo terminal of so many columns, as `script` makes one. */
function startAtTerminal(columns: number, command: string): Running {
  const shell = `stty cols ${columns} rows 40 -echo; ${command}`;
  const variables = { AWS_ENDPOINT_URL: emulator.url, TERM: 'xterm-256color', CI: undefined };
  return start('script', ['--quiet', '--return', '--command', shell, '/dev/null'], { variables, typing: true });
}

async function atTerminal(columns: number, command: string): Promise<Seen> {
  return seen(await startAtTerminal(columns, command).ended);
}

function seen(ended: Ended): Seen {
  const lines = stripVTControlCharacters(ended.stdout)
    .split(/\r?\n|\r/)
    .map((line) => line.trimEnd());
  return { ...ended, lines };
}

const rehearsed = ['provision', '-f', 'examples/testing.json', '--local', '--seed', '3'];
let rehearsal: Promise<Seen> | undefined;

/** One rehearsal, of which several tests look at what is shown. */
function rehearsalAtTerminal(): Promise<Seen> {
  rehearsal ??= atTerminal(120, `hsm ${rehearsed.join(' ')}`);
  return rehearsal;
}

describe('at a terminal', () => {
  beforeEach((context) => needs(context, script));

  test.each([80, 40])('of %i columns no line is longer, but for what must stay whole', async (columns) => {
    const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const shown = [
      await atTerminal(columns, 'hsm provision -f examples/testing.json'),
      await atTerminal(columns, 'hsm describe testing'),
      await atTerminal(columns, 'hsm status'),
      await atTerminal(columns, 'hsm list'),
      await atTerminal(columns, `hsm init --yes --name x -o ${folder}/x.json`),
      await atTerminal(columns, 'hsm watch nobody'),
      await atTerminal(columns, 'hsm validate -f examples/testing.json'),
      await atTerminal(columns, 'hsm plan -f examples/production.json'),
      await atTerminal(columns, 'hsm rotate testing --dry-run'),
      await atTerminal(columns, 'hsm monitor testing'),
    ];

    for (const { lines } of shown) {
      const long = lines.filter((line) => line.length > columns && !arn.test(line) && !/npx hsm|\/terminal-/.test(line));
      expect(long).toEqual([]);
    }
    const all = shown.flatMap(({ lines }) => lines).join('\n');
    for (const whole of all.match(/arn:aws:secretsmanager:[^\s)]*/g) ?? []) expect(whole).toMatch(/testing\/[\w-]+-\w{6}$/);
  });

  test.each([80, 60])('of %i columns the help breaks between words', async (columns) => {
    for (const command of ['hsm --help', 'hsm scale --help', 'hsm keys --help']) {
      const { lines } = await atTerminal(columns, command);
      expect(lines.filter((line) => line.length > columns && !/npx hsm/.test(line))).toEqual([]);
    }
  });

  test('says the same as into a pipe: words, and the time at which each phase began', async () => {
    const { lines, exitCode } = await rehearsalAtTerminal();
    const { stderr } = await hsm(rehearsed);

    expect(exitCode).toBe(0);
    const told = (all: string[], pattern: RegExp) => all.flatMap((line) => pattern.exec(line)?.slice(1, 3).join('  ') ?? []);
    const ended = told(lines, /^✔ (\d\d:\d\d) {2}(.*?)$/);
    const begun = told(stderr.split('\n'), /^(\d\d:\d\d) {2}(?!still )(.*?)(?: \(usually .*\))?$/);
    expect(begun.length).toBeGreaterThan(10);
    expect([...new Set(ended)]).toEqual(begun);
  });

  test('time goes on while a phase lasts, also in a rehearsal', async () => {
    const { lines } = await rehearsalAtTerminal();

    const ticks = new Set(lines.flatMap((line) => /^ {2}(\d\d:\d\d) · \d+ of \d+/.exec(line)?.[1] ?? []));
    expect(ticks.size).toBeGreaterThan(5);
  });

  test('something is shown within a second of starting', async () => {
    const { lines } = await rehearsalAtTerminal();

    const [warning, first] = lines.filter((line) => line !== '');
    expect(warning).toMatch(/^warning: /);
    expect(first).toMatch(/^. 00:00 {2}(packaging|starting the local AWS) …$/);
  });

  test('init asks what is left open, and writes what was answered', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'mine.json');
    const asking = startAtTerminal(100, `hsm init --security-groups sg-0e6e55e6e55e6e55e -o ${file}`);
    const [down, enter] = ['\x1b[B', '\r'];
    for (const [question, typed] of [
      [/Name of the environment/, `mine${enter}`],
      [/What is it for/, down],
      [/❯ testing/, enter],
      [/Which subnets/, enter],
      [/Who signs/, enter],
      [/Name of the KMS key store/, enter],
      [/How many HSMs/, enter],
    ] as const) {
      await asking.shows('stdout', question);
      asking.type(typed);
    }
    const { exitCode, lines } = seen(await asking.ended);

    expect(exitCode, lines.join('\n')).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'mine', purpose: 'testing', hsmCount: 2 });
  });

  test('a question that is interrupted ends the command with 130 and changes nothing', async () => {
    const asking = startAtTerminal(100, 'hsm init');
    await asking.shows('stdout', /Name of the environment/);
    asking.type('\x03');
    const { exitCode, lines } = seen(await asking.ended);

    expect(exitCode).toBe(130);
    expect(lines.join('\n')).toContain('hsm: interrupted: nothing was changed');
  });
});
