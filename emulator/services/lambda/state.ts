import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import { ExecutionEnvironments } from './execution-environments.ts';
import type { LambdaFunction, NewFunction } from './function.ts';
import { invocationOf } from './invocation.ts';
import type { InvocationRequest } from './invocation-context.ts';
import { invalidParameter } from './mistake.ts';
import type { LambdaNeeds } from './needs.ts';
import type { InvocationResult } from './result.ts';
import { keepZip } from './unpack.ts';
import type { Workers } from './workers.ts';

export interface LambdaPlace extends LambdaNeeds {
  readonly lambda: LambdaState;
}

/** The functions of the account, and the workers that run them. */
export class LambdaState {
  readonly place: LambdaNeeds;
  readonly functions = new Map<string, LambdaFunction>();
  /** Version 1 of the functions that have one beside $LATEST; undefined once it is deleted: its number is not given again. */
  readonly published = new Map<string, LambdaFunction | undefined>();
  /** Real seconds after which hung code is ended; the function's own limit where that is shorter. */
  watchdogSeconds = 10;
  readonly #workers: Workers;
  readonly #closing = new AbortController();

  constructor(place: LambdaNeeds, workers: Workers) {
    this.place = place;
    this.#workers = workers;
  }

  /**
   * Creates a function, or replaces the one of that name, and returns its ARN.
   *
   * @throws AwsError InvalidParameterValueException for bytes that are no zip, ValidationException for a name that is none
   */
  create({ code, ...wanted }: NewFunction): string {
    checkName(wanted.name);
    const hash = createHash('sha256').update(code).digest();
    const root = this.#workers.folderOf(hash.toString('hex').slice(0, 32), this.#arn(wanted.name), this);
    keepZip(code, root);
    return this.#put(wanted, { root, codeSize: code.length, codeSha256: hash.toString('base64') });
  }

  /** Gives a function that stands another configuration, and leaves its code. @throws AwsError ResourceNotFoundException */
  configure(wanted: Omit<NewFunction, 'code'>): void {
    const standing = this.functions.get(wanted.name);
    if (!standing) throw new AwsError('ResourceNotFoundException', `Function not found: ${this.#arn(wanted.name)}`, { status: 404 });
    const { root, codeSize, codeSha256 } = standing;
    this.#put(wanted, { root, codeSize, codeSha256 });
  }

  #put(configuration: Omit<NewFunction, 'code'>, bundle: Pick<LambdaFunction, 'root' | 'codeSize' | 'codeSha256'>): string {
    const { place } = this;
    const { name } = configuration;
    const arn = this.#arn(name);
    const standing = this.functions.get(name);
    const changes = this.#changes.get(name) ?? 0;
    this.#changes.set(name, changes + 1);
    // what a changed function begins writes to log streams of its own
    const again = changes > 0 ? [changes] : [];
    this.functions.set(name, {
      logGroup: `/aws/lambda/${name}`,
      description: '',
      runtime: 'nodejs24.x',
      tracing: 'PassThrough',
      logFormat: {},
      tags: {},
      architectures: ['x86_64'],
      ...given(configuration),
      ...bundle,
      arn,
      version: '$LATEST',
      createdAt: place.clock.date(),
      environments: this.#environments('$LATEST', name, again),
      invocations: 0,
      revision: standing ? standing.revision + 1 : changes,
    });
    return arn;
  }

  /** Changes a function; what runs goes on as it was. @throws AwsError as `create` */
  change(fn: LambdaFunction, { code, ...changed }: Partial<NewFunction>): LambdaFunction {
    const configuration = { ...fn, ...given(changed) };
    if (code) this.create({ ...configuration, code });
    else this.configure(configuration);
    return this.functions.get(fn.name)!;
  }

  /** Publishes a function as it is now, as its version 1. */
  publish(fn: LambdaFunction): LambdaFunction {
    const version = { ...fn, version: '1', environments: this.#environments('1', fn.name, ['1']), invocations: 0 };
    this.published.set(fn.name, version);
    return version;
  }

  #environments(version: string, name: string, again: (string | number)[]): ExecutionEnvironments {
    const { clock, random } = this.place;
    const day = clock.date().toISOString().slice(0, 10).replaceAll('-', '/');
    return new ExecutionEnvironments((ordinal) => `${day}/[${version}]${random.hex(32, 'log-stream', name, ordinal, ...again)}`);
  }

  #arn(name: string): string {
    return this.place.arn('lambda', `function:${name}`);
  }

  delete(name: string): void {
    this.functions.delete(name);
    this.published.delete(name);
  }

  /** The id of the next invocation's request. */
  requestId(fn: LambdaFunction): string {
    return this.place.random.uuid('invocation', fn.name, this.#requests(fn));
  }

  /**
   * Invokes a function and resolves when its answer is there, in virtual time. Holds the clock when it returns.
   *
   * @param event JSON
   */
  invoke(fn: LambdaFunction, event: string, request: InvocationRequest): Promise<InvocationResult> {
    return invocationOf(this.place, this.#workers.pool, fn, event, request, {
      watchdogSeconds: this.watchdogSeconds,
      end: this.#closing.signal,
    });
  }

  /** Starts a worker before there is work for it: a thread takes a while to come up. */
  warmUp(): void {
    this.#workers.warmUp();
  }

  /** Ends what runs. */
  close(): void {
    this.#closing.abort();
    this.#workers.release(this);
  }

  /** How often a function of a name was created or changed. */
  readonly #changes = new Map<string, number>();
  readonly #requestCounts = new Map<string, number>();

  #requests({ name }: LambdaFunction): number {
    const count = this.#requestCounts.get(name) ?? 0;
    this.#requestCounts.set(name, count + 1);
    return count;
  }
}

/** A plain name, of which paths and ARNs are made. @throws AwsError */
function checkName(name: string): void {
  if (/^[a-zA-Z0-9_-]{1,64}$/.test(name)) return;
  if (/^[a-zA-Z0-9_-]+$/.test(name))
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    );
  const why = `Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]+`;
  throw new AwsError('ValidationException', `1 validation error detected: ${why}`);
}

/** Without members that are there and undefined. */
function given<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
