import { AwsError } from '../../kernel/aws-error.ts';
import { ConnectionCut } from '../../kernel/faults.ts';

/** What goes back to the caller, in the protocol that it speaks. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/**
 * The error that a caller is answered with. What nobody expected is an InternalFailure, which carries its trace.
 *
 * @throws ConnectionCut where there is to be no answer
 */
export function answered(error: unknown): AwsError {
  if (error instanceof ConnectionCut) throw error;
  if (error instanceof AwsError) return error;
  return new AwsError('InternalFailure', String((error as Error).stack ?? error), { status: 500 });
}
