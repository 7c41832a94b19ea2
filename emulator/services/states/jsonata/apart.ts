import { type ChildProcess, fork } from 'node:child_process';
import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonataFile, jsonataOption } from './jsonata-file.ts';
import { tooLong, tooMuchMemory } from './limits.ts';
import { whenOutOfTime } from './out-of-time.ts';
import type { Answer, Request } from './request.ts';

interface Waiting {
  request: Request;
  settle: (answer: Answer) => void;
}

const idleMilliseconds = 5_000;
const heapMegabytes = 96;
/** Of the processor: what is left of a process whose emulator was killed while it worked does not go on for ever. */
const limitSeconds = 20;

const here = fileURLToPath(import.meta.url);
const file = resolve(dirname(here), `process${extname(here)}`);

/**
 * A process beside this one, for evaluations that may take long or much memory: one at a time, and it is ended when it takes too
 * much. It has no environment, may not start anything, write or read anything but its own code, and makes no code of texts.
 */
class Apart {
  #process: ChildProcess | undefined;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #timer: NodeJS.Timeout | undefined;

  evaluate(request: Request): Promise<Answer> {
    return new Promise((settle) => {
      this.#waiting.push({ request, settle });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    clearInterval(this.#timer);
    this.#current = this.#waiting.shift();
    if (!this.#current) this.#rest();
    else if (!this.#process) this.#start();
    else this.#ask(this.#process);
  }

  #ask(asked: ChildProcess): void {
    hold(asked, true);
    asked.send(this.#current!.request);
    this.#timer = whenOutOfTime(asked.pid!, () => asked.kill('SIGKILL'));
  }

  /** Nobody waits: the process neither keeps this one alive, nor stays for long. */
  #rest(): void {
    const resting = this.#process;
    if (!resting) return;
    hold(resting, false);
    this.#timer = setTimeout(() => {
      this.#process = undefined;
      resting.disconnect();
    }, idleMilliseconds);
    this.#timer.unref();
  }

  #settle(answer: Answer): void {
    this.#current?.settle(answer);
    this.#current = undefined;
    this.#next();
  }

  #start(): void {
    const started = fork(file, [jsonataOption], {
      execPath: '/bin/sh',
      execArgv: ['-c', `ulimit -S -t ${limitSeconds}; exec "$0" "$@"`, process.execPath, ...flags()],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#process = started;
    started.once('message', () => {
      started.on('message', (answer: Answer) => this.#settle(answer));
      this.#ask(started);
    });
    started.on('exit', (_code, signal) => {
      if (this.#process !== started) return;
      this.#process = undefined;
      // it has served long enough: another one takes its place
      if (signal === 'SIGXCPU' && this.#current) this.#start();
      else this.#settle({ failure: `threw an error during evaluation: ${why(signal).message}` });
    });
  }
}

export const apart = new Apart();

/** Killed by us, it took too long; it ends by itself for want of memory. */
function why(signal: NodeJS.Signals | null): Error {
  return signal === 'SIGKILL' ? tooLong() : tooMuchMemory();
}

function hold(child: ChildProcess, held: boolean): void {
  for (const one of [child, child.channel]) {
    if (held) one?.ref();
    else one?.unref();
  }
}

function flags(): string[] {
  const readable = [resolve(dirname(here), '../../../..'), dirname(jsonataFile)];
  const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    `--max-old-space-size=${heapMegabytes}`,
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    permission,
    ...readable.map((folder) => `--allow-fs-read=${folder}/*`),
  ];
}
