import type { ErrorName } from '../../core/errors/error-table.ts';

/** Ends the task with the exit code of an error's name. The text goes to the log: no password may stand in it. */
export class TaskFailure extends Error {
  readonly error: ErrorName;

  constructor(error: ErrorName, message: string) {
    super(message);
    this.name = 'TaskFailure';
    this.error = error;
  }
}
