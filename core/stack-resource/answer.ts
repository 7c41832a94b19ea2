import { toldHere } from '../commands-here.ts';
import { lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { exchange } from '../http-exchange.ts';
import type { StackRequest } from './request.ts';

type StackAnswer =
  // what there is not is left out
  | { Status: 'SUCCESS'; PhysicalResourceId: string; Data: Record<string, string | undefined> }
  | { Status: 'FAILED'; PhysicalResourceId: string; Reason: string };

/** Bytes that CloudFormation takes. */
const most = 4096;

/** Where CloudFormation takes answers: nothing is sent elsewhere, whoever asks. */
const takers = /^https:\/\/cloudformation-custom-resource-response-[a-z0-9]+\.s3(-[a-z0-9-]+)?(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?\//;

/**
 * @throws LifecycleError RequestRejected where an answer would go elsewhere
 */
export function requireTaker({ ResponseURL, StackId }: Pick<StackRequest, 'ResponseURL' | 'StackId'>): void {
  const rehearsal = process.env.AWS_ENDPOINT_URL;
  const to = URL.canParse(ResponseURL) ? new URL(ResponseURL) : undefined;
  if (takers.test(ResponseURL) || (rehearsal && to?.origin === new URL(rehearsal).origin)) return;
  throw new LifecycleError('RequestRejected', {
    doing: 'reading the request of a stack',
    to: StackId,
    problem: `its answer would go to ${to?.host ?? 'no URL'}, where CloudFormation takes none`,
    remedy: 'have CloudFormation send the request: this function is the ServiceToken of a custom resource',
  });
}

/** Tells CloudFormation how a request has ended. It takes the first answer. */
export async function answerStack(request: StackRequest, answer: StackAnswer): Promise<void> {
  requireTaker(request);
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = request;
  const told = answer.Status === 'FAILED' ? { ...answer, Reason: toldHere(answer.Reason) } : answer;
  const body = fitting({ ...told, StackId, RequestId, LogicalResourceId });
  const describing = { doing: 'answering CloudFormation', to: StackId };
  let status: number;
  try {
    ({ status } = await exchange(ResponseURL, { method: 'PUT', body }));
  } catch (error) {
    throw lateAnswer({ ...describing, problem: `it cannot be reached (${(error as Error).message})` }, error);
  }
  if (status >= 300) throw lateAnswer({ ...describing, problem: `it answers ${status}` });
}

/** The answer's text, with as much of the reason as there is room for. */
function fitting(answer: Record<string, unknown> & { Reason?: string }): string {
  const body = JSON.stringify(answer);
  const { Reason = '' } = answer;
  const tooLong = Buffer.byteLength(body) - most;
  if (tooLong <= 0 || Reason === '') return body;
  // a character has six bytes at most, as \u2028
  return fitting({ ...answer, Reason: Reason.slice(0, -Math.ceil(tooLong / 6)) });
}
