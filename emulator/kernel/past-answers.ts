import { AwsError } from './aws-error.ts';
import type { LoggedCall } from './call-log.ts';

type Answer = { output: unknown } | { error: AwsError };

type Where = Pick<LoggedCall, 'accountId' | 'region'>;
type Call = Where & Pick<LoggedCall, 'input'>;

/** The answers to one input in one place as time goes by. */
interface Asked {
  latest: Answer;
  /** Before the last change; undefined where the answer was always the same. */
  before: Answer | undefined;
  /** When it changed first, in virtual milliseconds. */
  changedAt: number;
}

/** What they answer is another each time: only whether they are refused can change. */
const neverTheSame = /^kms:(Encrypt|GenerateDataKey)/;

/**
 * What an operation would have answered at earlier instants: a read that is not yet up to date answers as of before the last
 * change, and whoever asks again at once gets the same.
 */
export class PastAnswers {
  readonly operation: string;
  readonly #now: () => number;
  readonly #inputs = new Map<string, unknown>();
  readonly #asked = new Map<string, Asked>();
  readonly #served = new Map<string, Answer>();

  /**
   * @param now virtual milliseconds
   * @param inputs to look at before anyone asks
   */
  constructor(operation: string, now: () => number, inputs: unknown[] = []) {
    this.operation = operation;
    this.#now = now;
    for (const input of inputs) this.#inputs.set(JSON.stringify(input), input);
  }

  /** Notes what every input that is known would be answered now in a place. */
  async look({ accountId, region }: Where, ask: (input: unknown) => unknown): Promise<void> {
    for (const input of this.#inputs.values()) this.#note({ accountId, region, input }, await answerOf(() => ask(input)));
  }

  /** Whether the answer to a call had been another one before it. */
  hadChanged(call: Call & Pick<LoggedCall, 'at'>): boolean {
    return (this.#asked.get(keyOf(call))?.changedAt ?? Number.POSITIVE_INFINITY) <= call.at;
  }

  /**
   * The answer of before; today's where there was no other.
   *
   * @throws AwsError where the answer was a refusal
   */
  async stale(call: Call, ask: () => unknown): Promise<unknown> {
    const key = keyOf(call);
    this.#inputs.set(JSON.stringify(call.input), call.input);
    const now = this.#note(call, await answerOf(ask));
    const answer = this.#served.get(key) ?? this.#asked.get(key)?.before ?? now;
    this.#served.set(key, answer);
    if ('error' in answer) throw answer.error;
    return answer.output;
  }

  #note(call: Call, answer: Answer): Answer {
    const key = keyOf(call);
    const known = this.#asked.get(key);
    const changed = known !== undefined && this.#mark(known.latest) !== this.#mark(answer);
    this.#asked.set(key, {
      latest: answer,
      before: changed ? known.latest : known?.before,
      changedAt: Math.min(known?.changedAt ?? Number.POSITIVE_INFINITY, changed ? this.#now() : Number.POSITIVE_INFINITY),
    });
    return answer;
  }

  #mark(answer: Answer): string {
    if ('error' in answer) return `refused: ${answer.error.code}`;
    return neverTheSame.test(this.operation) ? 'done' : JSON.stringify(answer.output);
  }
}

function keyOf({ accountId, region, input }: Call): string {
  return `${accountId} ${region} ${JSON.stringify(input)}`;
}

async function answerOf(ask: () => unknown): Promise<Answer> {
  try {
    return { output: await ask() };
  } catch (error) {
    if (error instanceof AwsError) return { error };
    throw error;
  }
}
