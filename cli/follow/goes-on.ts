import { CommandError, exitCodes } from '../exit.ts';

/** What a person has to know whose command ends before the execution does. */
export function goesOn(executionArn: string): string {
  return `the execution goes on; watch it: npx hsm watch ${executionArn}`;
}

/** Nothing is known of an execution any more that is still at work. */
export class ContactLost extends CommandError {
  readonly executionArn: string;

  constructor(executionArn: string, cause: Error) {
    super(`lost contact (${cause.message}): ${goesOn(executionArn)}`, exitCodes.failed, 'ContactLost');
    this.executionArn = executionArn;
  }
}
