import { type ErrorDetails, LifecycleError } from './lifecycle-error.ts';

/** `problem` names what is known and by what, as in `KMS does not show it, though this run has created it`. */
type LateDetails = Omit<ErrorDetails, 'remedy'> & { remedy?: string };

const usualRemedy = 'start the workflow again: AWS shows new things after minutes; if it stays so, see in CloudTrail who has removed it';

/** After so many retries as FunctionUnavailable makes, over minutes, AWS shows everywhere what was there before. */
export const retriesOfMinutes = 9;

/**
 * An answer of AWS that is older than what this run or the record knows. Reads are eventually consistent: what is known to be there
 * is looked for again, and is never taken for missing because one read came late.
 */
export function lateAnswer({ remedy = usualRemedy, ...details }: LateDetails, cause?: unknown): LifecycleError {
  return new LifecycleError('TransientServiceError', { ...details, remedy }, { cause });
}

/**
 * Reads what is known to be there.
 *
 * @param notYet names of the errors by which AWS says that it does not show the thing
 * @throws LifecycleError TransientServiceError where the read finds nothing or ends in one of these: the step is retried
 */
export async function knownToBeThere<T>(read: () => Promise<T | undefined>, details: LateDetails, notYet: string[] = []): Promise<T> {
  let found: T | undefined;
  try {
    found = await read();
  } catch (error) {
    throw notYet.includes((error as Error).name) ? lateAnswer(details, error) : error;
  }
  if (found === undefined) throw lateAnswer(details);
  return found;
}
