import type { LambdaFunction } from './function.ts';
import type { LambdaNeeds } from './needs.ts';

const tailBytes = 4096;

/** The log of one invocation: what goes to the function's log group, and the tail that Invoke can return. */
export class InvocationLog {
  readonly #place: LambdaNeeds;
  readonly #group: string;
  readonly #stream: string;
  readonly #requestId: string;
  readonly #allowed: boolean;
  readonly #lines: string[] = [];
  #partial = '';

  /** Without the permissions to log, a function's role leaves nothing in its log group. */
  constructor(place: LambdaNeeds, fn: LambdaFunction, stream: string, requestId: string) {
    const group = fn.logGroup;
    const caller = place.iam.roleCaller(fn.roleArn, fn.name);
    const actions = [...(place.logs.groups.has(group) ? [] : ['logs:CreateLogGroup']), 'logs:CreateLogStream', 'logs:PutLogEvents'];
    const denied = (action: string) => {
      const of = action === 'logs:CreateLogGroup' ? '' : stream;
      return place.iam.denial(caller, action, [place.arn('logs', `log-group:${group}:log-stream:${of}`)]) !== undefined;
    };
    this.#allowed = !actions.some(denied);
    this.#place = place;
    this.#group = group;
    this.#stream = stream;
    this.#requestId = requestId;
  }

  /** A `console` call, in the text format of Lambda's Node.js runtime. */
  console(level: string, text: string): void {
    this.platform(`${this.#place.clock.date().toISOString()}\t${this.#requestId}\t${level}\t${text}`);
  }

  /** Something written to stdout or stderr: an event per line. */
  output(text: string): void {
    const lines = (this.#partial + text).split('\n');
    this.#partial = lines.pop()!;
    for (const line of lines) if (line !== '') this.platform(line);
  }

  /** One event, after whatever a line was begun with. */
  record(text: string): void {
    if (this.#partial) this.output('\n');
    this.platform(text);
  }

  platform(line: string): void {
    this.#lines.push(line);
    if (this.#allowed) this.#place.logs.append(this.#group, this.#stream, line);
  }

  /** The lines that end an invocation. Durations in milliseconds. */
  end(
    { memoryMegabytes, name }: LambdaFunction,
    measured: { duration: number; initDuration: number | undefined; status: string | undefined; errorType?: string },
  ): void {
    if (this.#partial) this.output('\n');
    const { duration, initDuration, status, errorType } = measured;
    // assumption: what a Node.js function with an SDK client usually takes; this machine's figure would differ from run to run
    const used = Math.min(memoryMegabytes, Math.round(this.#place.random.between(70, 110, 'memory', name)));
    const fields = [
      `REPORT RequestId: ${this.#requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(duration + (initDuration ?? 0))} ms`,
      `Memory Size: ${memoryMegabytes} MB`,
      `Max Memory Used: ${used} MB`,
      ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
      ...(status ? [`Status: ${status}`] : []),
      ...(errorType ? [`Error Type: ${errorType}`] : []),
    ];
    this.platform(`END RequestId: ${this.#requestId}`);
    this.platform(`${fields.join('\t')}\t`);
  }

  /** The last 4 KB, as base64: the header X-Amz-Log-Result. */
  tail(): string {
    return Buffer.from(`${this.#lines.join('\n')}\n`)
      .subarray(-tailBytes)
      .toString('base64');
  }
}
