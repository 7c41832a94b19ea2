import { type ChildProcess, fork } from 'node:child_process';
import { partsOf } from './cases.ts';
import type { Verdict } from './judge.ts';
import type { Order } from './worker.ts';

/** A process that runs cases, one run at a time. */
export class Worker {
  readonly #process: ChildProcess = fork(new URL('./worker.ts', import.meta.url));

  /** What it need not record again. */
  readonly recorded = new Set<string>();

  async list(scenario: string): Promise<string[]> {
    this.recorded.add(scenario);
    return (await this.#ask({ list: scenario })).ids as string[];
  }

  /** @param ids several for one run */
  async run(ids: string[]): Promise<Verdict[]> {
    this.recorded.add(partsOf(ids[0]!).scenario);
    return (await this.#ask({ run: ids })).verdicts as Verdict[];
  }

  end(): void {
    this.#process.disconnect();
  }

  #ask(order: Order): Promise<{ ids?: string[]; verdicts?: Verdict[] }> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the worker ended with ${code} at ${JSON.stringify(order)}`));
      this.#process.once('exit', ended);
      this.#process.once('message', (answer: { ids?: string[]; verdicts?: Verdict[]; error?: string }) => {
        this.#process.off('exit', ended);
        if (answer.error) reject(new Error(answer.error));
        else resolve(answer);
      });
      this.#process.send(order);
    });
  }
}
