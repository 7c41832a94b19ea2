import { AwsError } from './aws-error.ts';

type Answer = { output: unknown } | { error: AwsError };

/** The answers to one input as time goes by. */
interface Asked {
  input: unknown;
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

  /** Notes what every input that is known would be answered now. */
  async look(ask: (input: unknown) => unknown): Promise<void> {
    for (const input of this.#inputs.values()) this.#note(input, await answerOf(() => ask(input)));
  }

  /** Whether the answer had been another one before that instant. */
  hadChanged(input: unknown, at: number): boolean {
    return (this.#asked.get(JSON.stringify(input))?.changedAt ?? Number.POSITIVE_INFINITY) <= at;
  }

  /**
   * The answer of before; today's where there was no other.
   *
   * @throws AwsError where the answer was a refusal
   */
  async stale(input: unknown, ask: () => unknown): Promise<unknown> {
    const key = JSON.stringify(input);
    this.#inputs.set(key, input);
    const now = this.#note(input, await answerOf(ask));
    const answer = this.#served.get(key) ?? this.#asked.get(key)?.before ?? now;
    this.#served.set(key, answer);
    if ('error' in answer) throw answer.error;
    return answer.output;
  }

  #note(input: unknown, answer: Answer): Answer {
    const key = JSON.stringify(input);
    const known = this.#asked.get(key);
    const changed = known !== undefined && this.#mark(known.latest) !== this.#mark(answer);
    this.#asked.set(key, {
      input,
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

async function answerOf(ask: () => unknown): Promise<Answer> {
  try {
    return { output: await ask() };
  } catch (error) {
    if (error instanceof AwsError) return { error };
    throw error;
  }
}
