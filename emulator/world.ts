import type { AccountFile } from './account.ts';
import { AcmPcaState } from './acm-pca/state.ts';
import { CallLog } from './call-log.ts';
import { type Speed, VirtualClock } from './clock/virtual-clock.ts';
import { CloudHsmState } from './cloudhsmv2/state.ts';
import { CloudWatchState } from './cloudwatch/state.ts';
import { DataPlaneState } from './data-plane/settings.ts';
import { type DurationName, usualDurations } from './durations.ts';
import { DynamoDbState } from './dynamodb/state.ts';
import { Ec2State } from './ec2/state.ts';
import { EcsState } from './ecs/state.ts';
import { EventsState } from './events/state.ts';
import { Faults } from './faults.ts';
import { Activities } from './iam/activities.ts';
import { IamState } from './iam/state.ts';
import { KmsState } from './kms/state.ts';
import { LambdaState } from './lambda/state.ts';
import type { SharedWorkers } from './lambda/worker-pool.ts';
import { LogsState } from './logs/state.ts';
import { Seeded } from './random/seeded.ts';
import { SecretsManagerState } from './secretsmanager/state.ts';
import { SnsState } from './sns/state.ts';
import { SqsState } from './sqs/state.ts';
import { SsmState } from './ssm/state.ts';
import { StatesState } from './states/state.ts';
import { WorkLog } from './work-log.ts';

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
