import type { AccountFile } from './account.ts';
import { DataPlaneState } from './data-plane/settings.ts';
import { Activities } from './kernel/activities.ts';
import { CallLog } from './kernel/call-log.ts';
import { type DurationName, usualDurations } from './kernel/durations.ts';
import { Faults } from './kernel/faults.ts';
import { Seeded } from './kernel/seeded.ts';
import { type Speed, VirtualClock } from './kernel/virtual-clock.ts';
import { WorkLog } from './kernel/work-log.ts';
import { AcmPcaState } from './services/acm-pca/state.ts';
import { CloudHsmState } from './services/cloudhsmv2/state.ts';
import { CloudWatchState } from './services/cloudwatch/state.ts';
import { DynamoDbState } from './services/dynamodb/state.ts';
import { Ec2State } from './services/ec2/state.ts';
import { EcsState } from './services/ecs/state.ts';
import { EventsState } from './services/events/state.ts';
import { IamState } from './services/iam/state.ts';
import { KmsState } from './services/kms/state.ts';
import { LambdaState } from './services/lambda/state.ts';
import type { SharedWorkers } from './services/lambda/worker-pool.ts';
import { LogsState } from './services/logs/state.ts';
import { SecretsManagerState } from './services/secretsmanager/state.ts';
import { SnsState } from './services/sns/state.ts';
import { SqsState } from './services/sqs/state.ts';
import { SsmState } from './services/ssm/state.ts';
import { StatesState } from './services/states/state.ts';

export interface WorldOptions {
  seed?: number;
  speed?: Speed;
  /** Multiplies every duration of CloudHSM, KMS and ECS. */
  durations?: number;
  account?: AccountFile;
  /** Threads for functions that others use too; its own by default. */
  workers?: SharedWorkers;
  /** Folder for what must be files: bundles, the emulated CLIs. */
  folder: string;
}

/** 2026-01-05T09:00:00Z: in the past, so that certificates issued in virtual time are valid for tools that read the real clock. */
const epoch = Date.UTC(2026, 0, 5, 9);

/** One AWS account and region on one machine: what every service shares, and every service's state. */
export class World {
  readonly accountId: string;
  readonly region: string;
  readonly folder: string;
  readonly account: AccountFile;
  readonly clock: VirtualClock;
  readonly random: Seeded;
  readonly work = new WorkLog();
  readonly faults: Faults;
  readonly calls = new CallLog();
  readonly cloudwatch = new CloudWatchState();
  readonly dataPlane = new DataPlaneState();
  readonly activities: Activities;
  readonly #factor: number;
  /** Where the server listens: `http://127.0.0.1:PORT`. Set when it does. */
  url = '';

  readonly iam: IamState;
  readonly ec2: Ec2State;
  readonly cloudhsmv2: CloudHsmState;
  readonly acmPca: AcmPcaState;
  readonly kms: KmsState;
  readonly secretsManager: SecretsManagerState;
  readonly ssm: SsmState;
  readonly logs: LogsState;
  readonly sqs: SqsState;
  readonly sns: SnsState;
  readonly events: EventsState;
  readonly dynamodb: DynamoDbState;
  readonly lambda: LambdaState;
  readonly ecs: EcsState;
  readonly states: StatesState;

  constructor(options: WorldOptions) {
    this.account = options.account ?? {};
    this.accountId = this.account.accountId ?? '123456789012';
    this.region = this.account.region ?? 'us-east-1';
    this.folder = options.folder;
    this.clock = new VirtualClock({ speed: options.speed, epoch });
    this.faults = new Faults(() => this.clock.now());
    this.random = new Seeded(options.seed ?? 1);
    this.#factor = options.durations ?? 1;
    this.activities = new Activities(this.clock, this.random);
    this.iam = new IamState(this);
    this.ec2 = new Ec2State(this);
    this.cloudhsmv2 = new CloudHsmState(this);
    this.acmPca = new AcmPcaState(this);
    this.kms = new KmsState(this);
    this.secretsManager = new SecretsManagerState(this);
    this.ssm = new SsmState(this);
    this.logs = new LogsState(this);
    this.sqs = new SqsState(this);
    this.sns = new SnsState(this);
    this.events = new EventsState(this);
    this.dynamodb = new DynamoDbState(this);
    this.lambda = new LambdaState(this, options.workers);
    this.ecs = new EcsState(this);
    this.states = new StatesState(this);
  }

  /** Seconds that something takes this time: within the usual range, the same for the same seed and purpose. */
  duration(name: DurationName, ...purpose: (string | number)[]): number {
    const [shortest, longest] = this.account.durations?.[name] ?? usualDurations[name];
    const factor = name === 'coldStart' || name === 'invoke' ? 1 : this.#factor;
    return factor * this.random.between(shortest, longest, 'duration', name, ...purpose);
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }
}
