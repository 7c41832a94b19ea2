import { deployLocally } from '../../cli/local/deploy.ts';
import { cache, packagedTemplate } from '../../cli/local/packaged.ts';
import { environmentTag } from '../../core/cloudhsm/tags.ts';
import type { AwsPlace } from '../../emulator/cloud.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Caller } from '../../emulator/kernel/caller.ts';
import { deferred } from '../../emulator/kernel/deferred.ts';
import { loadModel } from '../../emulator/models/model.ts';
import type { Cluster, Hsm } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { Workers } from '../../emulator/services/lambda/workers.ts';
import type { Execution } from '../../emulator/services/states/execution.ts';
import { withToken } from '../client-request-token.ts';

export const person: Caller = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' };

/** The moment at which an execution enters a state for the nth time. */
export interface Moment {
  machine: string;
  state: string;
  nth: number;
}

const stage = 'dev';
const secondsForACase = 180;

/** A deployment on a local AWS that begins anew for each case: the same seed, so the same run until the fault comes. */
export class Rig {
  readonly emulator: Emulator;
  readonly #workers: Workers;
  readonly #template = packagedTemplate();
  readonly #roles = new Map<string, string>();
  #started = 0;
  #region: string | undefined;

  private constructor(emulator: Emulator, workers: Workers) {
    this.emulator = emulator;
    this.#workers = workers;
  }

  /** @param durations how many times as long as usual AWS takes */
  static async start(durations = 1): Promise<Rig> {
    const workers = new Workers({ cache, keepNothing: true });
    return new Rig(await startEmulator({ workers, durations }), workers);
  }

  /** The account and region in which the workflows run. */
  get home(): AwsPlace {
    return this.#region ? this.emulator.cloud.at(this.emulator.home.accountId, this.#region) : this.emulator.home;
  }

  async stop(): Promise<void> {
    await this.emulator.stop();
    await this.#workers.close();
  }

  /** An account in which nothing stands but the deployment. */
  async fresh(): Promise<void> {
    this.emulator.reset();
    this.#region = undefined;
    this.#roles.clear();
    this.#started = 0;
    await this.deploy();
  }

  /** Deploys the stack where the workflows run. */
  async deploy(): Promise<void> {
    const { resources } = await deployLocally(this.emulator, await this.#template, stage, {}, this.home);
    for (const [logicalId, { type, physicalId }] of Object.entries(resources)) {
      if (type === 'AWS::IAM::Role') this.#roles.set(physicalId, logicalId.replace(/Role$/, ''));
    }
  }

  /** From now on the workflows run in another region; without one in that of before. */
  moveTo(region?: string): void {
    this.#region = region;
  }

  /** Who sends a request, by the logical name of its role or the service's; undefined for people. */
  nameOf(caller: Caller): string | undefined {
    if (caller.kind === 'person') return /^(\w+)\.amazonaws\.com$/.exec(caller.arn)?.[1];
    const name = caller.roleArn.split('/').at(-1)!;
    return this.#roles.get(name) ?? name;
  }

  /** `provision`, `body-provision`, `report-failure`. */
  machineName({ machine }: Execution): string {
    return machine.name.replace(/^cloudhsm-lifecycle-/, '').replace(`${stage}-`, '');
  }

  /** Starts an entry machine as a person would, and returns the execution's ARN. */
  async start(input: unknown, machine: string): Promise<string> {
    const stateMachineArn = this.home.arn('states', `stateMachine:cloudhsm-lifecycle-${stage}-${machine}`);
    const name = `run-${++this.#started}`;
    const { executionArn } = (await this.ask('stepfunctions', 'StartExecution', {
      stateMachineArn,
      name,
      input: JSON.stringify(input),
    })) as { executionArn: string };
    return executionArn;
  }

  /** Asks for an environment by the event that programs send. */
  async request(file: unknown): Promise<void> {
    const Entries = [{ Source: 'cloudhsm.lifecycle', DetailType: 'Environment Requested', Detail: JSON.stringify(file) }];
    await this.ask('events', 'PutEvents', { Entries });
  }

  async run(input: unknown, machine: string): Promise<Execution> {
    const executionArn = await this.start(input, machine);
    await this.idle();
    return this.home.states.execution(executionArn);
  }

  /** Whether a run waits for people. */
  waits(machine: string): boolean {
    return this.runs(machine).some((run) => run.status === 'RUNNING' && lastState(run) === 'WaitForPeople');
  }

  /** The end of everything that was set going, in virtual time. @throws Error where no end is in sight */
  async idle(): Promise<void> {
    const { promise: tooLong, reject } = deferred<never>();
    const limit = setTimeout(
      () => reject(new Error(`it did not end within ${secondsForACase} s: ${this.#whatRuns()}`)),
      secondsForACase * 1000,
    );
    try {
      await Promise.race([this.home.clock.idle(), tooLong]);
    } finally {
      clearTimeout(limit);
    }
  }

  /** Asks a service for something as a person. */
  ask(model: string, operation: string, input: object): Promise<unknown> {
    return this.home.call(model, operation, withToken(loadModel(model), operation, input), person);
  }

  /** Does something at a moment. @returns whether it came, and it could be done then */
  at(moment: Moment, act: () => unknown): () => boolean {
    let entries = 0;
    let done = false;
    const attempt = async () => {
      try {
        await act();
        done = true;
      } catch {
        // beside other faults the run may stand elsewhere than in its recording: with no HSM that could fail
      }
    };
    const { watchers } = this.home.states;
    const watch: Parameters<typeof watchers.add>[0] = (execution, event) => {
      const entered = event.stateEnteredEventDetails as { name: string } | undefined;
      if (entered?.name !== moment.state || this.machineName(execution) !== moment.machine) return;
      if (++entries !== moment.nth) return;
      this.home.clock.after('drive', 0, `at ${moment.state}`, () => void this.home.clock.during(attempt));
    };
    watchers.add(watch);
    return () => done;
  }

  clusters(environment: string): Cluster[] {
    const gone = ['DELETED', 'DELETE_IN_PROGRESS'];
    return [...this.home.cloudhsmv2.clusters.values()].filter(
      ({ tags, state }) => tags.get(environmentTag) === environment && !gone.includes(state),
    );
  }

  /** Names of the environment's secrets that people can still delete: of one that is replicated, AWS lets neither the primary nor a replica go. */
  secrets(environment: string): string[] {
    return [...this.home.secretsManager.secrets.values()]
      .filter(({ name, deletion, primary, replicas }) => name.includes(`/${environment}/`) && !deletion && !primary && !replicas?.size)
      .map(({ name }) => name)
      .toSorted();
  }

  /** The executions of an entry machine, in the order in which they were started. */
  runs(machine: string): Execution[] {
    return [...this.home.states.executions.values()].filter((execution) => this.machineName(execution) === machine);
  }

  /** The executions that somebody started, in the order in which they were. */
  entries(): Execution[] {
    return [...this.home.states.executions.values()].filter((execution) => !/^(body-|report-failure)/.test(this.machineName(execution)));
  }

  /** As the remedies say. */
  async deleteDegradedHsms(): Promise<void> {
    for (const cluster of this.home.cloudhsmv2.clusters.values()) {
      for (const { hsmId } of cluster.hsms.filter(({ state }: Hsm) => state === 'DEGRADED')) {
        await this.ask('cloudhsmv2', 'DeleteHsm', { ClusterId: cluster.clusterId, HsmId: hsmId });
      }
    }
    await this.idle();
  }

  #whatRuns(): string {
    return this.home.states
      .running()
      .map((execution) => `${this.machineName(execution)} in ${lastState(execution)}`)
      .join(', ');
  }
}

function lastState({ history }: Execution): string {
  const entered = history.events.findLast(({ stateEnteredEventDetails: details }) => details !== undefined);
  return (entered?.stateEnteredEventDetails as { name: string } | undefined)?.name ?? 'no state';
}
