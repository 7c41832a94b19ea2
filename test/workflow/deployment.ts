import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  type GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { History } from '../../cli/follow/history.ts';
import { deployLocally } from '../../cli/local/deploy.ts';
import { cache, packagedTemplate } from '../../cli/local/packaged.ts';
import { splitRemedy } from '../../core/errors/lifecycle-error.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { Stack } from '../../emulator/cloudformation/deploy.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';
import type { LoggedCall } from '../../emulator/kernel/call-log.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';
import { Workers } from '../../emulator/services/lambda/workers.ts';
import { connectionTo } from '../local-aws.ts';
import { passQuietly, stopClockwork } from './clockwork.ts';
import { brokenInvariants } from './invariants.ts';

export interface DeploymentOptions extends EmulatorOptions {
  /** Parameters of the stack that differ from those of `deployLocally`. */
  parameters?: Record<string, string>;
  /**
   * Of a deployment for all tests of a file: what starts by the clock, all of it or one schedule of the stack. Looks every few minutes
   * take longer than the runs.
   */
  byTheClock?: true | string;
}

/** An execution that has ended. */
export interface Run {
  executionArn: string;
  status: ExecutionStatus | undefined;
  error: string | undefined;
  /** What was being done, to what, and what was wrong; and what to do about it. */
  message: string;
  remedy: string;
  output: Outcome;
  /** Virtual seconds from start to end, and those of them in which AWS was at work. */
  seconds: number;
  criticalPathSeconds: number;
  overhead: number;
  /** Of the execution and its parts, as AWS bills them. */
  transitions: number;
  /** Of the execution and its parts, oldest first. */
  events: HistoryEvent[];
  /** Names of the states entered, in order, parts included. */
  states: string[];
}

/** The packaged template, deployed to a local AWS. */
export class Deployment {
  readonly emulator: Emulator;
  readonly home: AwsPlace;
  readonly stack: Stack;
  readonly sfn: SFNClient;
  #started = 0;

  /** @param home where it is deployed */
  constructor(emulator: Emulator, stack: Stack, home = emulator.home) {
    this.emulator = emulator;
    this.stack = stack;
    this.home = home;
    this.sfn = new SFNClient(connectionTo(home));
  }

  /** The ARN of a machine: an entry by its intent, as in `provision`, a body as in `body/provision`. */
  machine(name: string): string {
    const [first, intent] = name.split('/');
    return this.home.arn('states', `stateMachine:cloudhsm-lifecycle-${intent ? `body-dev-${intent}` : `dev-${first}`}`);
  }

  /** Starts a machine with a file, or with anything else, and returns the execution's ARN. */
  async start(file: unknown, machine = 'provision'): Promise<string> {
    return this.startText(JSON.stringify(file), machine);
  }

  async startText(input: string, machine = 'provision'): Promise<string> {
    const wanted = { stateMachineArn: this.machine(machine), name: `run-${++this.#started}`, input };
    const { executionArn = '' } = await this.sfn.send(new StartExecutionCommand(wanted));
    return executionArn;
  }

  /**
   * Starts a machine with a file and waits, in virtual time, for the end of everything that it set going.
   *
   * @param broken the invariants that somebody else has broken, by their words
   */
  async run(file: unknown, machine = 'provision', broken?: RegExp): Promise<Run> {
    const executionArn = await this.start(file, machine);
    await this.home.clock.idle();
    return this.ended(executionArn, broken);
  }

  /** Lets days pass in which nothing starts by the clock: a day of looks at every environment takes a test seconds. */
  async pass(days: number): Promise<void> {
    await passQuietly(this.home, days);
  }

  /** From now on nothing starts by the clock, but what a schedule of the stack does. */
  stopClockwork(but?: string): void {
    stopClockwork(this.home, but && this.stack.resources[but]!.physicalId);
  }

  /** The same with the input as text. */
  async runText(input: string, machine = 'provision'): Promise<Run> {
    const executionArn = await this.startText(input, machine);
    await this.home.clock.idle();
    return this.ended(executionArn);
  }

  /** What became of an execution. The invariants hold after every run, but for those that somebody else has broken. */
  async ended(executionArn: string, broken?: RegExp): Promise<Run> {
    const { status, error, cause, output, startDate, stopDate } = await this.sfn.send(new DescribeExecutionCommand({ executionArn }));
    const history = new History(readsHere(this.home), executionArn);
    const events = await history.readOn();
    expect((await brokenInvariants(this.home)).filter((words) => !broken?.test(words))).toEqual([]);
    const seconds = ((stopDate?.getTime() ?? Number.NaN) - startDate!.getTime()) / 1000;
    const criticalPathSeconds = this.home.work.seconds(startDate!.getTime(), stopDate?.getTime() ?? Number.NaN);
    return {
      executionArn,
      status,
      error,
      ...splitRemedy(cause ?? ''),
      output: JSON.parse(output ?? 'null') as Outcome,
      seconds,
      criticalPathSeconds,
      overhead: seconds / criticalPathSeconds,
      transitions: history.transitions,
      events,
      states: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
    };
  }
}

/** Reads without HTTP, which takes longer for the events of a run than all else that is looked at after it. */
function readsHere(home: AwsPlace): Pick<SFNClient, 'send'> {
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  const send = ({ input }: GetExecutionHistoryCommand) => home.call('stepfunctions', 'GetExecutionHistory', input, person);
  return { send } as Pick<SFNClient, 'send'>;
}

let workers: Workers | undefined;

/**
 * What all deployments of this process run functions with. Ours keep SDK clients between two invocations and nothing else, and
 * clients ask the endpoint of the invocation.
 */
function sharedWorkers(): Workers {
  workers ??= new Workers({ cache, keepNothing: true });
  return workers;
}

/**
 * A deployment for several tests; `emulator.stop()` ends it. AWS takes a tenth of its time unless told, so that waits look once or twice
 * instead of forty times.
 */
export async function deploy({ parameters, ...options }: DeploymentOptions = {}): Promise<Deployment> {
  const emulator = await startEmulator({ durations: 0.1, ...options, workers: options.workers ?? sharedWorkers() });
  return new Deployment(emulator, await deployLocally(emulator, await packagedTemplate(), 'dev', parameters));
}

/** A deployment for one test; it stops with the test. */
export async function deployed(options: DeploymentOptions = {}): Promise<Deployment> {
  const deployment = await deploy(options);
  onTestFinished(() => deployment.emulator.stop());
  return deployment;
}

/** Enough for an environment for each test of a file. */
export const room = { clusters: 50, hsms: 200, customKeyStores: 50 };

/**
 * A deployment for all tests of a file, in an account with room for an environment for each: starting one takes longer than most
 * runs in it.
 */
export function sharedDeployment({ byTheClock, ...options }: DeploymentOptions = {}): () => Deployment {
  const account = { ...options.account, quotas: { ...room } };
  const quotas = { ClusterQuota: `${room.clusters}`, HsmQuota: `${room.hsms}`, KeyStoreQuota: `${room.customKeyStores}` };
  const parameters = { ...quotas, ...options.parameters };
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy({ ...options, account, parameters });
    if (byTheClock !== true) deployment.stopClockwork(byTheClock);
  });
  afterAll(() => deployment.emulator.stop());
  return () => deployment;
}

/**
 * Calls `happens` at each request of an operation (`model:Operation`), before it is answered.
 *
 * @returns what ends it
 */
export function onEachRequest<Input>({ calls }: AwsPlace, operation: string, happens: (input: Input) => void): () => void {
  const watch = (call: LoggedCall) => {
    if (call.operation === operation) happens(call.input as Input);
  };
  calls.watchers.add(watch);
  return () => void calls.watchers.delete(watch);
}

/** The same at the next request only. */
export function onNextRequest<Input>(home: AwsPlace, operation: string, happens: (input: Input) => void): void {
  const end = onEachRequest(home, operation, (input: Input) => {
    end();
    happens(input);
  });
}

/** Accepts the requests of a function of ours. */
export function ofFunction(name: string): (input: unknown, caller: Caller) => boolean {
  const role = name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  return (_input, caller) => caller.kind === 'role' && caller.roleArn.includes(`${role}FunctionRole`);
}
