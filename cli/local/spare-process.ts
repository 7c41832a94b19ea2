import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const waiting = fileURLToPath(new URL('waiting-process.mjs', import.meta.url));

/**
 * Starts a program of Node in a process that has come up before: it waits to be told where it runs and with which variables. When one is
 * taken, the next comes up, while the emulator and the functions need no more than the other core.
 */
export class SpareProcess {
  readonly #program: string;
  readonly #libraries: string[];
  readonly #compileCache: string;
  #spare: ChildProcessByStdio<Writable, Readable, Readable>;

  /**
   * @param libraries modules that the program imports, and that do not mind where they are loaded
   * @param compileCache a folder in which Node finds what V8 has made of the program before
   */
  constructor(program: string, libraries: string[], compileCache: string) {
    this.#program = program;
    this.#libraries = libraries;
    this.#compileCache = compileCache;
    this.#spare = this.#comeUp();
  }

  start(parameters: string[], { cwd, env }: { cwd: string; env: Record<string, string> }): ChildProcess {
    const { exitCode, signalCode } = this.#spare;
    // one that has ended would never say so again
    const taken = exitCode === null && signalCode === null ? this.#spare : this.#comeUp();
    this.#spare = this.#comeUp();
    for (const each of handlesOf(taken)) each.ref();
    taken.stdin.end(JSON.stringify({ program: this.#program, parameters, folder: cwd, environment: env }));
    return taken;
  }

  close(): void {
    this.#spare.kill('SIGKILL');
  }

  #comeUp() {
    const parameters = [waiting, this.#compileCache, ...this.#libraries];
    const spare = spawn(process.execPath, parameters, { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
    // it ends when its input does, so that nobody has to wait for it
    for (const each of handlesOf(spare)) each.unref();
    spare.stdin.on('error', () => {});
    return spare;
  }
}

/** What keeps this process alive: its pipes are sockets. */
function handlesOf(child: ChildProcessByStdio<Writable, Readable, Readable>) {
  return [child.stdin, child.stdout, child.stderr, child] as unknown as { ref(): void; unref(): void }[];
}
