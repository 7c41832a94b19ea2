import type { ErrorName } from '../../core/errors/error-table.ts';
import type { Remedy } from './remedies.ts';

/** Ends the task with the exit code of an error's name, and with these last words. */
export class TaskFailure extends Error {
  readonly error: ErrorName;
  /** What to do, where it is more exact than what the error table says. */
  readonly remedy: string | Remedy | undefined;

  constructor(error: ErrorName, problem: string, remedy?: string | Remedy) {
    super(problem);
    this.name = 'TaskFailure';
    this.error = error;
    this.remedy = remedy;
  }
}
