import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../..', import.meta.url));

/** Variables that differ from this process's; undefined removes one. */
export type Variables = Record<string, string | undefined>;

export interface CommandOptions {
  variables?: Variables;
  /** The project's folder without it. */
  folder?: string;
  /** What it reads on standard input. */
  input?: string;
  /** Leaves standard input open, for `type`. */
  typing?: boolean;
}

export interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** A program that was started, as a person starts it. */
export interface Running {
  readonly pid: number;
  /** Resolves when the program has ended and its output is read. */
  readonly ended: Promise<Ended>;
  /**
   * Resolves with the first line of an output that matches.
   *
   * @throws Error with everything printed, where the program ends without such a line
   */
  line(output: 'stdout' | 'stderr', pattern: RegExp): Promise<string>;
  /** Resolves when an output shows what matches, in the middle of a line too. */
  shows(output: 'stdout' | 'stderr', pattern: RegExp): Promise<void>;
  /** Types on standard input. */
  type(text: string): void;
  signal(name: NodeJS.Signals): void;
}

/** Starts a program of the PATH, with the project's own commands on it. Nothing of this machine's AWS settings reaches it. */
export function start(program: string, parameters: string[], { variables, folder = project, input, typing }: CommandOptions = {}): Running {
  const child = spawn(program, parameters, { cwd: folder, env: environment(variables), stdio: ['pipe', 'pipe', 'pipe'] });
  const printed = { stdout: '', stderr: '' };
  child.stdin.on('error', () => {}); // it may end without reading
  if (!typing) child.stdin.end(input);
  for (const output of ['stdout', 'stderr'] as const) {
    child[output].setEncoding('utf8').on('data', (text: string) => {
      printed[output] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...printed }));
  });
  ended.catch(() => {}); // who awaits it hears of it
  /** Resolves with what is found in an output as soon as it is there. */
  const awaited = (output: 'stdout' | 'stderr', pattern: RegExp, find: (text: string) => string | undefined) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = find(printed[output]);
        if (found !== undefined) resolve(found);
      };
      look();
      child[output].on('data', look);
      ended.then(() => reject(new Error(`${program} ended without ${pattern}:\n${printed.stdout}${printed.stderr}`)), reject);
    });
  return {
    pid: child.pid ?? 0,
    ended,
    line: (output, pattern) =>
      awaited(output, pattern, (text) =>
        text
          .split('\n')
          .slice(0, -1)
          .find((one) => pattern.test(one)),
      ),
    shows: async (output, pattern) => void (await awaited(output, pattern, (text) => (pattern.test(text) ? text : undefined))),
    type: (text) => void child.stdin.write(text),
    signal: (name) => void child.kill(name),
  };
}

/** Runs a program to its end. */
export function run(program: string, parameters: string[], options?: CommandOptions): Promise<Ended> {
  return start(program, parameters, options).ended;
}

/** Runs `hsm` to its end. */
export function hsm(parameters: string[], options?: CommandOptions): Promise<Ended> {
  return run('hsm', parameters, options);
}

export interface RunningEmulator {
  url: string;
  /** The folder of the emulated CloudHSM programs. */
  bin: string;
  process: Running;
  stop(): Promise<Ended>;
}

/** Starts `hsm emulator` on a free port and waits until it is ready. */
export async function startEmulatorCommand(...parameters: string[]): Promise<RunningEmulator> {
  const process = start('hsm', ['emulator', '--port', '0', '--json', ...parameters]);
  const ready = JSON.parse(await process.line('stdout', /^\{/)) as { url: string; bin: string };
  const stop = () => {
    process.signal('SIGTERM');
    return process.ended;
  };
  return { ...ready, process, stop };
}

function environment(variables: Variables = {}): Record<string, string> {
  const { PATH = '', ...rest } = process.env;
  const foreign = /^(AWS_(?!CA_BUNDLE)|FORCE_COLOR|NO_COLOR|NODE_OPTIONS|VITEST|CLOUDHSM_)/;
  const kept = Object.entries(rest).filter(([name]) => !foreign.test(name));
  const all: Variables = {
    ...Object.fromEntries(kept),
    PATH: [join(project, 'node_modules/.bin'), PATH].join(delimiter),
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'person',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_PAGER: '',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
