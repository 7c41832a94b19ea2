import type { Outcome } from './outcome.ts';
import type { ReportedError } from './runtime/protocol.ts';

/** What an invocation came to. */
export interface InvocationResult {
  /** JSON: the answer, or the error. */
  payload: Buffer;
  /** Always `Unhandled` where there is an error: AWS answers no other value today. */
  functionError?: 'Unhandled';
  errorType?: string;
  /** What Lambda itself logs about the error. */
  platformError?: string;
  /** The last 4 KB of its log, as base64. */
  log: string;
}

type Result = Omit<InvocationResult, 'log'>;

const largestAnswer = 6_291_556;

/** The answer or error as Lambda gives it to the caller. */
export function resultOf(outcome: Outcome, requestId: string): Result {
  switch (outcome.kind) {
    case 'answered': {
      const payload = Buffer.from(outcome.answer);
      if (payload.length <= largestAnswer) return { payload };
      return failure({
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${largestAnswer} bytes).`,
      });
    }
    case 'failed':
      return failure(outcome.error);
    case 'exited':
      return exit(requestId, endOf(outcome), 'Runtime.ExitError');
    case 'outOfMemory':
      return exit(requestId, 'Runtime exited with error: signal: killed', 'Runtime.OutOfMemory');
    case 'ended':
      return exit(requestId, 'Runtime exited with error: signal: killed', 'Runtime.ExitError');
  }
}

export function timedOut(requestId: string, seconds: number): Result {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return failure({ errorType: 'Sandbox.Timedout', errorMessage });
}

/** As Go names them, in which Lambda itself is written. */
const signals: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

function endOf({ code, signal }: { code: number; signal?: NodeJS.Signals }): string {
  if (signal) return `Runtime exited with error: signal: ${signals[signal] ?? signal}`;
  return code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
}

function exit(requestId: string, how: string, errorType: string): Result {
  const errorMessage = `RequestId: ${requestId} Error: ${how}`;
  return { ...failure({ errorType, errorMessage }), platformError: `${errorMessage}\n${errorType}` };
}

function failure(error: ReportedError): Result {
  return { payload: Buffer.from(JSON.stringify(error)), functionError: 'Unhandled', errorType: error.errorType };
}
