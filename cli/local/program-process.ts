import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { StartedContainer } from '../../emulator/services/ecs/state.ts';

const running = fileURLToPath(new URL('program-process.mjs', import.meta.url));

/** Where a program runs, and with what. */
interface ProgramRun {
  parameters: string[];
  folder: string;
  environment: Record<string, string>;
}

/** What its process says: something that the program has printed, or how it has ended. */
type Said = { stream: 'stdout' | 'stderr'; text: string } | { exitCode: number };

/** A process that has loaded a program and runs it when it is told to. It keeps this process alive only while it runs it. */
export class ProgramProcess {
  readonly #child: ChildProcess;
  #run: Run | undefined;

  constructor(program: string, libraries: string[], compileCache: string) {
    const parameters = [running, program, compileCache, ...libraries];
    this.#child = spawn(process.execPath, parameters, { env: {}, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    // a process that breaks says so in its own way
    for (const stream of ['stdout', 'stderr'] as const) this.#child[stream]!.on('data', (text) => this.#run?.[stream].write(text));
    this.#child.on('message', (said: Said) => this.#hear(said));
    this.#child.on('close', (code, signal) => this.#end(code, signal));
    this.#child.on('error', (error) => this.#run?.emit('error', error));
    this.#keepAlive(false);
  }

  /** It has ended, and runs nothing any more. */
  get over(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }

  /** @param done is called when it is free again, unless the process has ended with the program */
  run(what: ProgramRun, done: () => void): StartedContainer {
    this.#keepAlive(true);
    this.#run = new Run((signal) => this.#child.kill(signal), done);
    this.#child.send(what as unknown as Serializable, () => {}); // one that ends says so by its end
    return this.#run;
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  #hear(said: Said): void {
    if ('stream' in said) return void this.#run?.[said.stream].write(said.text);
    const done = this.#run?.done;
    this.#end(said.exitCode, null);
    done?.();
  }

  #end(code: number | null, signal: NodeJS.Signals | null): void {
    const run = this.#run;
    this.#run = undefined;
    this.#keepAlive(false);
    void run?.close(code, signal);
  }

  #keepAlive(alive: boolean): void {
    const handles = [this.#child, this.#child.channel, this.#child.stdout, this.#child.stderr] as ({ ref(): void; unref(): void } | null)[];
    for (const handle of handles) handle?.[alive ? 'ref' : 'unref']();
  }
}

/** A run of the program, to whoever started it a process of its own. */
class Run extends EventEmitter implements StartedContainer {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly done: () => void;
  readonly #kill: (signal?: NodeJS.Signals) => boolean;
  #over = false;

  constructor(kill: (signal?: NodeJS.Signals) => boolean, done: () => void) {
    super();
    this.#kill = kill;
    this.done = done;
  }

  kill(signal?: NodeJS.Signals): boolean {
    return !this.#over && this.#kill(signal);
  }

  /** As a process's, when what was printed has been read. */
  async close(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    this.#over = true;
    for (const output of [this.stdout, this.stderr]) {
      output.end();
      if (output.readableFlowing === null) output.resume();
    }
    await Promise.all([once(this.stdout, 'close'), once(this.stderr, 'close')]);
    this.emit('close', code, signal);
  }
}
