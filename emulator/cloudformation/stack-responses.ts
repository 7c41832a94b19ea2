import { type Deferred, deferred } from '../kernel/deferred.ts';

/** What a custom resource's function tells CloudFormation. */
export interface StackResponse {
  Status: 'SUCCESS' | 'FAILED';
  PhysicalResourceId: string;
  Reason?: string;
  Data?: Record<string, unknown>;
}

/** In bytes. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const longestResponse = 4096;

/** What CloudFormation says of a longer one, whatever that says. */
export const tooLong = 'Response object is too long.';

/** As many answers can be read again. */
const kept = 100;

/** The answers that deployments wait for. On AWS they are put into a bucket of CloudFormation's, at a URL that is signed for that. */
export class StackResponses {
  readonly #awaited = new Map<string, Deferred<StackResponse>>();
  /** By the request's id; whoever asks a function in place of CloudFormation reads the answer here. */
  readonly answers = new Map<string, StackResponse>();

  #requests = 0;

  /** The number of the next request. */
  next(): number {
    return ++this.#requests;
  }

  expect(id: string): Promise<StackResponse> {
    const answer = deferred<StackResponse>();
    this.#awaited.set(id, answer);
    return answer.promise;
  }

  /** The first answer counts. */
  take(id: string, response: StackResponse): void {
    if (this.answers.has(id)) return;
    this.answers.set(id, response);
    const [oldest] = this.answers.keys();
    if (this.answers.size > kept) this.answers.delete(oldest!);
    this.#awaited.get(id)?.resolve(response);
    this.#awaited.delete(id);
  }
}
