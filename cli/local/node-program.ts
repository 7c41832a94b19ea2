import type { StartedContainer } from '../../emulator/services/ecs/state.ts';
import { ProgramProcess } from './program-process.ts';

/** Processes that have nothing to do. */
const mostKept = 2;

/**
 * A program of Node that is run again and again, in processes that have come up before and have loaded what it imports: it may keep
 * nothing there from one run to the next.
 */
export class NodeProgram {
  readonly #comeUp: () => ProgramProcess;
  #idle: ProgramProcess[] = [];

  /**
   * @param libraries modules that the program imports, and that do not mind where they are loaded
   * @param compileCache a folder in which Node finds what V8 has made of the program before
   */
  constructor(program: string, libraries: string[], compileCache: string) {
    this.#comeUp = () => new ProgramProcess(program, libraries, compileCache);
  }

  /** Has a process come up, where none waits. */
  warmUp(): void {
    if (this.#idle.length === 0) this.#idle.push(this.#comeUp());
  }

  /** Runs it. */
  start(parameters: string[], { cwd, env }: { cwd: string; env: Record<string, string> }): StartedContainer {
    this.#idle = this.#idle.filter(({ over }) => !over);
    const process = this.#idle.pop() ?? this.#comeUp();
    return process.run({ parameters, folder: cwd, environment: env }, () => {
      if (this.#idle.length < mostKept) this.#idle.push(process);
      else process.end();
    });
  }
}
