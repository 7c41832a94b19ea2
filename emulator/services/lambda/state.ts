import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import { type ExecutionEnvironment, ExecutionEnvironments } from './execution-environments.ts';
import type { LambdaFunction, NewFunction } from './function.ts';
import { invocationOf } from './invocation.ts';
import type { InvocationRequest } from './invocation-context.ts';
import { invalidParameter } from './mistake.ts';
import type { LambdaNeeds } from './needs.ts';
import { Published } from './published.ts';
import { PythonProcess } from './python/python-process.ts';
import { WarmProcesses } from './python/warm-processes.ts';
import type { InvocationResult } from './result.ts';
import { isPython } from './runtimes.ts';
import { copyZip, keepZip } from './unpack.ts';
import type { Runner } from './work.ts';
import type { Workers } from './workers.ts';

export interface LambdaPlace extends LambdaNeeds {
  readonly lambda: LambdaState;
}

/** The functions of the account, and the workers that run them. */
export class LambdaState {
  readonly place: LambdaNeeds;
  readonly functions = new Map<string, LambdaFunction>();
  /** By the name of a function. */
  readonly #published = new Map<string, Published>();
  /** By the ARN of a function, with the qualifier. */
  readonly eventInvokeConfigs = new Map<string, EventInvokeConfig>();
  /** How often the policy of a function, version or alias has changed, by its ARN. */
  readonly policyChanges = new Map<string, number>();
  /** Real seconds after which hung code is ended; the function's own limit where that is shorter. */
  watchdogSeconds = 10;
  readonly #workers: Workers;
  readonly #closing = new AbortController();
  readonly #warm = new WarmProcesses();

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
    const codeSha256 = createHash('sha256').update(code).digest('base64');
    const root = this.#folderOf(codeSha256, '$LATEST', wanted);
    keepZip(code, root);
    return this.#put(wanted, { root, codeSize: code.length, codeSha256 });
  }

  /** Gives a function that stands another configuration, and leaves its code. @throws AwsError ResourceNotFoundException */
  configure(wanted: Omit<NewFunction, 'code'>): void {
    const standing = this.functions.get(wanted.name);
    if (!standing) throw new AwsError('ResourceNotFoundException', `Function not found: ${this.#arn(wanted.name)}`, { status: 404 });
    const { codeSize, codeSha256 } = standing;
    const root = this.#folderOf(codeSha256, '$LATEST', wanted);
    copyZip(standing.root, root);
    this.#put(wanted, { root, codeSize, codeSha256 });
  }

  #folderOf(codeSha256: string, version: string, { name, environment }: Pick<NewFunction, 'name' | 'environment'>): string {
    const content = Buffer.from(codeSha256, 'base64').toString('hex').slice(0, 32);
    return this.#workers.folderOf(content, { arn: this.#arn(name), version, environment }, this);
  }

  #put(configuration: Omit<NewFunction, 'code'>, bundle: Pick<LambdaFunction, 'root' | 'codeSize' | 'codeSha256'>): string {
    const { place } = this;
    const { name } = configuration;
    const arn = this.#arn(name);
    const standing = this.functions.get(name);
    const changes = this.#changes.get(name) ?? 0;
    this.#changes.set(name, changes + 1);
    standing?.environments.close();
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

  /** What a function of this name has published. */
  published(name: string): Published {
    const published = this.#published.get(name) ?? new Published();
    if (this.functions.has(name)) this.#published.set(name, published);
    return published;
  }

  /**
   * Publishes a function as it is now. Where it has not changed since, that is its newest version ("PublishVersion", API reference).
   *
   * @param description the function's own where there is none
   */
  publish(fn: LambdaFunction, description = fn.description): LambdaFunction {
    const published = this.published(fn.name);
    const same = published.same(fn);
    if (same) return same;
    const version = published.add(fn, (version) => ({
      ...{ ...fn, version, description, invocations: 0, revision: 0 },
      root: this.#folderOf(fn.codeSha256, version, fn),
      environments: this.#environments(version, fn.name, [version]),
    }));
    copyZip(fn.root, version.root);
    // recorded: it is a revision of $LATEST, too
    fn.revision++;
    this.place.iam.resourcePolicies.guard(`${fn.arn}:${version.version}`);
    return version;
  }

  /** The version that a qualifier means, of an alias its own one; undefined where there is none. */
  version(name: string, qualifier = '$LATEST'): LambdaFunction | undefined {
    const { aliases, versions } = this.published(name);
    const version = aliases.get(qualifier)?.version ?? qualifier;
    return version === '$LATEST' ? this.functions.get(name) : versions.get(version);
  }

  /** Whether an ARN is that of a function of this place, or of a version or an alias of it. */
  has(arn: string): boolean {
    const [name = '', qualifier] = arn.split(':').slice(6);
    const own = qualifier === undefined ? this.#arn(name) : `${this.#arn(name)}:${qualifier}`;
    return arn === own && this.version(name, qualifier) !== undefined;
  }

  /** The version that an invocation by this qualifier goes to: an alias may draw one of two. */
  drawn(name: string, qualifier: string | undefined): LambdaFunction | undefined {
    const alias = this.published(name).aliases.get(qualifier ?? '$LATEST');
    if (!alias || alias.weights.size === 0) return this.version(name, qualifier);
    const [[other, weight]] = alias.weights as unknown as [[string, number]];
    const draw = this.place.random.fraction('alias-route', alias.arn, alias.drawn++);
    return this.version(name, draw < weight ? other : alias.version);
  }

  #environments(version: string, name: string, again: (string | number)[]): ExecutionEnvironments {
    const { clock, random } = this.place;
    const day = clock.date().toISOString().slice(0, 10).replaceAll('-', '/');
    return new ExecutionEnvironments(
      (ordinal) => `${day}/[${version}]${random.hex(32, 'log-stream', name, ordinal, ...again)}`,
      this.#warm,
    );
  }

  #arn(name: string): string {
    return this.place.arn('lambda', `function:${name}`);
  }

  /** With its versions, its aliases and their policies. */
  delete(name: string): void {
    const { versions, aliases } = this.published(name);
    for (const qualifier of ['', '$LATEST', ...versions.keys(), ...aliases.keys()]) this.forget(name, qualifier);
    for (const fn of this.#all(name)) fn.environments.close();
    this.functions.delete(name);
    this.published(name).clear();
  }

  /** A function as it is and as it was published. */
  #all(name: string): LambdaFunction[] {
    const latest = this.functions.get(name);
    return [...(latest ? [latest] : []), ...this.published(name).versions.values()];
  }

  /** What is known of a version or alias beside itself goes with it. */
  forget(name: string, qualifier: string): void {
    const arn = qualifier ? `${this.#arn(name)}:${qualifier}` : this.#arn(name);
    this.place.iam.resourcePolicies.forget(arn);
    this.eventInvokeConfigs.delete(arn);
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
    const runnerOf = (environment: ExecutionEnvironment) => this.#runnerOf(fn, environment);
    return invocationOf(this.place, runnerOf, fn, event, request, {
      watchdogSeconds: this.watchdogSeconds,
      end: this.#closing.signal,
    });
  }

  #runnerOf({ runtime, environments }: LambdaFunction, environment: ExecutionEnvironment): Runner {
    if (!isPython(runtime)) return this.#workers.pool;
    environment.process ??= new PythonProcess(() => environments.discard(environment));
    return environment.process;
  }

  /** Starts a worker before there is work for it: a thread takes a while to come up. */
  warmUp(): void {
    this.#workers.warmUp();
  }

  /** Ends what runs. */
  close(): void {
    this.#closing.abort();
    for (const name of this.functions.keys()) for (const fn of this.#all(name)) fn.environments.close();
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
