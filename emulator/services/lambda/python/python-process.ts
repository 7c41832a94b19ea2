import { type ChildProcess, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { watch } from '../../../kernel/watchdog.ts';
import type { Outcome } from '../outcome.ts';
import type { Message, Report } from '../runtime/protocol.ts';
import { unpackOnce } from '../unpack.ts';
import type { Runner, Work } from '../work.ts';
import { pythonProgram } from './python-program.ts';
import { readReport } from './read-report.ts';

const program = fileURLToPath(new URL('./runtime/start.py', import.meta.url));

/**
 * An execution environment of a function of Python: a process that loads it once and keeps what it has in its modules from one
 * invocation to the next. It listens nowhere, ends with this process, and keeps it alive only while it works.
 */
export class PythonProcess implements Runner {
  readonly #onEnd: () => void;
  #child: ChildProcess | undefined;
  /** `told`: its outcome, which stands whatever becomes of the process after it. */
  #work: { work: Work; over: AbortController; settle: (outcome: Outcome) => void; told?: Outcome } | undefined;
  #over: Outcome | undefined;
  /** When its last task began: virtual milliseconds of the epoch. */
  #now = 0;

  /** @param onEnd hears when it has ended, by itself or not */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Its process has come up. */
  hasLoaded(): boolean {
    return this.#child !== undefined;
  }

  run(work: Work): Promise<Outcome> {
    if (this.#over || work.signal.aborted) return Promise.resolve(this.#over ?? { kind: 'ended' });
    return new Promise((resolve) => {
      const stop = () => this.end();
      const callOff = watch(work.watchdogMilliseconds, work.virtualNow, stop);
      work.signal.addEventListener('abort', stop);
      const settle = (outcome: Outcome) => {
        callOff();
        work.signal.removeEventListener('abort', stop);
        this.#keepAlive(false);
        resolve(outcome);
      };
      this.#work = { work, over: new AbortController(), settle };
      try {
        this.#child ??= this.#start(work);
        this.#keepAlive(true);
        this.#now = work.task.now;
        this.#tell(work.task);
      } catch (error) {
        work.onOutput(`${(error as Error).message}\n`);
        this.#end({ kind: 'exited', code: 1 });
      }
    });
  }

  /** Ends it at once, with all that it has started. */
  end(): void {
    this.#end({ kind: 'ended' });
  }

  #end(outcome: Outcome): void {
    const first = this.#over === undefined;
    this.#over ??= outcome;
    this.#settle(outcome);
    if (!first) return;
    this.#kill();
    this.#onEnd();
  }

  #kill(): void {
    try {
      if (this.#child?.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // there is nothing left of it
    }
  }

  /** @throws Error where this machine has no Python any more */
  #start({ task: { code, variables } }: Work): ChildProcess {
    unpackOnce(code.root);
    const child = spawn(pythonProgram().path, ['-B', program], {
      cwd: code.root,
      // what this machine's people have configured for the real AWS is not the function's
      env: { AWS_DISABLE_HOST_PREFIX_INJECTION: 'true', AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, ...variables },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // a group of its own, so that what it starts ends with it
      detached: true,
    });
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#work?.work.onOutput(text));
    }
    const channel = child.stdio[3] as Duplex;
    channel.on('error', () => {}); // its end says so, too
    createInterface(channel).on('line', (line) => void this.#hear(readReport(line)));
    child.on('error', (error) => {
      this.#work?.work.onOutput(`${error.message}\n`);
      this.#end({ kind: 'exited', code: 1 });
    });
    // what it has started may hold its streams open
    child.on('exit', () => this.#kill());
    child.on('close', (code, signal) => this.#end({ kind: 'exited', code: code ?? 0, ...(signal && { signal }) }));
    return child;
  }

  #tell(message: Message): void {
    (this.#child!.stdio[3] as Duplex).write(`${JSON.stringify(message)}\n`);
  }

  async #hear(report: Report | undefined): Promise<void> {
    const work = this.#work?.work;
    if (!report) this.#end({ kind: 'exited', code: 1 });
    else if (report.kind === 'record') work?.onRecord(report.text);
    else if (report.kind === 'output') work?.onOutput(report.text);
    else if (report.kind === 'sleep') await this.#sleep(report.milliseconds);
    else if (report.kind === 'done') await this.#hearEnd(report);
  }

  async #hearEnd(report: Report & { kind: 'done' }): Promise<void> {
    if (!this.#work) return;
    const outcome = outcomeOf(report);
    this.#work.told = outcome;
    // what programs that the function has run have printed is in their pipes, and read in the next turn
    await setImmediate();
    await setImmediate();
    if (outcome.kind === 'outOfMemory' || (outcome.kind === 'failed' && outcome.fatal)) this.#end(outcome);
    else this.#settle(outcome);
  }

  async #sleep(milliseconds: number): Promise<void> {
    const asleep = this.#work;
    // a thread that the function has left running may ask when it is over: it is told the same time until there is another invocation
    const now = await asleep?.work.sleep(milliseconds, asleep.over.signal);
    if (!this.#over) this.#tell({ kind: 'wake', now: now ?? this.#now });
  }

  #settle(outcome: Outcome): void {
    const work = this.#work;
    this.#work = undefined;
    work?.over.abort();
    work?.settle(work.told ?? outcome);
  }

  #keepAlive(alive: boolean): void {
    const child = this.#child;
    const handles = [child, ...(child?.stdio ?? [])] as ((ChildProcess | Readable) & { ref?(): void; unref?(): void })[];
    for (const handle of handles) handle?.[alive ? 'ref' : 'unref']?.();
  }
}

function outcomeOf(report: Report & { kind: 'done' }): Outcome {
  if ('answer' in report) return { kind: 'answered', answer: report.answer };
  return 'error' in report ? { kind: 'failed', error: report.error, fatal: report.fatal } : { kind: 'outOfMemory' };
}
