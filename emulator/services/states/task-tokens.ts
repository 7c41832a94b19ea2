import { AwsError } from '../../kernel/aws-error.ts';
import { deferred } from '../../kernel/deferred.ts';
import type { Place } from '../../service/place.ts';
import { StateError } from './state-error.ts';

interface OpenTask {
  executionArn: string;
  heartbeat(): void;
  succeed(output: unknown): void;
  fail(error: string | undefined, cause: string | undefined): void;
}

/** The tokens of tasks that wait for an answer. */
export class TaskTokens {
  readonly #place: Place;
  readonly #open = new Map<string, OpenTask>();
  /** When the task with this token ceased to wait, oldest first. */
  readonly #closed = new Map<string, number>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** A token for one attempt of a task. */
  draw(...purpose: (string | number)[]): string {
    return `AQCw${this.#place.random.bytes(381, 'task-token', ...purpose).toString('base64')}`;
  }

  /**
   * From now on the token can be answered.
   *
   * @returns what SendTaskSuccess gives @throws StateError what SendTaskFailure gives
   */
  open(token: string, task: Pick<OpenTask, 'executionArn' | 'heartbeat'>): Promise<unknown> {
    const { promise, resolve, reject } = deferred<unknown>();
    promise.catch(() => {});
    this.#open.set(token, { ...task, succeed: resolve, fail: (error, cause) => reject(new StateError(error, cause)) });
    return promise;
  }

  /** The task no longer waits: its token is known, and too late. */
  close(token: string): void {
    if (this.#open.delete(token)) this.#closed.set(token, this.#place.clock.now());
  }

  /** Forgets the tokens of tasks that ceased to wait before. */
  forget(before: number): void {
    for (const [token, at] of this.#closed) if (at < before) this.#closed.delete(token);
  }

  /** The execution whose task waits with this token. */
  executionOf(token: string): string | undefined {
    return this.#open.get(token)?.executionArn;
  }

  /** @throws AwsError InvalidToken, TaskTimedOut, TaskDoesNotExist */
  waiting(token: string): OpenTask {
    const task = this.#open.get(token);
    if (task) return task;
    if (this.#closed.has(token)) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    if (!/^AQCw[A-Za-z0-9+/=]{508}$/.test(token)) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Task does not exist'");
  }
}
