import { CommandError, exitCodes } from '../exit.ts';
import type { Target } from '../target.ts';
import { whole } from '../text/wrap.ts';

/**
 * What a person has to type whose command ends before the execution does.
 *
 * @param watchedAs an environment's name, or the execution's ARN
 */
export function howToWatch({ again }: Pick<Target, 'again'>, watchedAs: string): string {
  return `npx hsm watch ${watchedAs}${again}`;
}

/** Nothing is known of an execution any more that is still at work. */
export class ContactLost extends CommandError {
  readonly executionArn: string;

  constructor(target: Pick<Target, 'again'>, watchedAs: string, executionArn: string, cause: Error) {
    const remedy = `watch it: ${whole(howToWatch(target, watchedAs))}`;
    super(`lost contact (${cause.message}); the execution goes on`, exitCodes.failed, 'ContactLost', { remedy, cause });
    this.executionArn = executionArn;
  }
}
