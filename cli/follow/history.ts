import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import { jsonObject } from '../json-object.ts';

/** An event, and the execution that it belongs to. */
type TracedEvent = HistoryEvent & { executionArn: string };

/** Events that AWS gives at once, at most, and that are asked for where few are new. */
const most = 1000;
const few = 20;

/** The events of an execution and of its parts, read piece by piece while it runs. */
export class History {
  readonly events: TracedEvent[] = [];
  readonly #sfn: Pick<SFNClient, 'send'>;
  readonly #executionArn: string;
  readonly #parts = new Map<string, History>();
  /** As many as came last: a rehearsal has more to tell at each look than AWS. */
  #expected = most;

  constructor(sfn: Pick<SFNClient, 'send'>, executionArn: string) {
    this.#sfn = sfn;
    this.#executionArn = executionArn;
  }

  /** Reads what is new, of the parts too, and returns it, oldest first. */
  async readOn(): Promise<TracedEvent[]> {
    const own = await this.#readOwn();
    this.events.push(...own);
    for (const arn of own.map(childExecution).filter((child) => child !== undefined)) this.#parts.set(arn, new History(this.#sfn, arn));
    const ofParts = await Promise.all([...this.#parts.values()].filter((part) => !part.over).map((part) => part.readOn()));
    return [...own, ...ofParts.flat()].toSorted((a, b) => (a.timestamp?.getTime() ?? 0) - (b.timestamp?.getTime() ?? 0));
  }

  /** State transitions as AWS bills them, of the parts too: each state entered, and each retry. */
  get transitions(): number {
    return [...this.#parts.values()].reduce((sum, part) => sum + part.transitions, countTransitions(this.events));
  }

  /** Whether the execution has ended, and nothing more is to come. */
  get over(): boolean {
    return /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(this.events.at(-1)?.type ?? '');
  }

  /** From the newest event back to the last one known. */
  async #readOwn(): Promise<TracedEvent[]> {
    const known = this.events.at(-1)?.id ?? 0;
    const fresh = new Map<number | undefined, TracedEvent>();
    let nextToken: string | undefined;
    do {
      const page = await this.#sfn.send(
        new GetExecutionHistoryCommand({
          executionArn: this.#executionArn,
          reverseOrder: true,
          maxResults: this.#expected,
          nextToken,
        }),
      );
      const unknown = (page.events ?? []).filter(({ id = 0 }) => id > known);
      // pages of a history that grows meanwhile may overlap
      for (const event of unknown) fresh.set(event.id, { ...event, executionArn: this.#executionArn });
      nextToken = unknown.length === page.events?.length ? page.nextToken : undefined;
    } while (nextToken);
    this.#expected = Math.min(most, Math.max(few, fresh.size));
    return [...fresh.values()].toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
  }
}

/** What the execution had created when it ended: the workflow keeps it in its variable `created`. */
export function createdSoFar(events: HistoryEvent[]): string[] {
  const last = events.findLast(({ stateExitedEventDetails }) => stateExitedEventDetails?.assignedVariables?.created !== undefined);
  return JSON.parse(last?.stateExitedEventDetails?.assignedVariables?.created ?? '[]') as string[];
}

export function countTransitions(events: HistoryEvent[]): number {
  const count = (ofType: (type: string) => boolean) => events.filter(({ type = '' }) => ofType(type)).length;
  const tries = count((type) => type === 'LambdaFunctionScheduled' || type === 'TaskScheduled');
  const tasks = count((type) => type === 'TaskStateEntered');
  return count((type) => type.endsWith('StateEntered')) + Math.max(0, tries - tasks);
}

/** The execution that an event says was started as a part. */
function childExecution({ taskSubmittedEventDetails }: HistoryEvent): string | undefined {
  if (taskSubmittedEventDetails?.resourceType !== 'states') return undefined;
  return (jsonObject(taskSubmittedEventDetails.output) as { ExecutionArn?: string }).ExecutionArn;
}
