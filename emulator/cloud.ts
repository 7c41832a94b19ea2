import type { AccountFile } from './kernel/account.ts';
import type { Caller } from './kernel/caller.ts';
import { apart } from './kernel/hold.ts';
import { homeOf } from './kernel/home.ts';
import { Kernel, type KernelOptions } from './kernel/kernel.ts';
import { partitionOf } from './models/regions.ts';
import { dispatch } from './service/dispatch.ts';
import { Place } from './service/place.ts';
import type { Service } from './service/service.ts';
import { acmPca } from './services/acm-pca/index.ts';
import { AcmPcaState } from './services/acm-pca/state.ts';
import type { StackEngine } from './services/cloudformation/engine.ts';
import { cloudformation } from './services/cloudformation/index.ts';
import { CloudFormationState } from './services/cloudformation/state.ts';
import { declareClusters } from './services/cloudhsmv2/declared-clusters.ts';
import type { Fates } from './services/cloudhsmv2/fates.ts';
import { cloudhsmv2 } from './services/cloudhsmv2/index.ts';
import { CloudHsmState } from './services/cloudhsmv2/state.ts';
import { cloudtrail } from './services/cloudtrail/index.ts';
import { CloudTrailState } from './services/cloudtrail/state.ts';
import { declareAlarms } from './services/cloudwatch/declared-alarms.ts';
import { cloudwatch } from './services/cloudwatch/index.ts';
import { CloudWatchState } from './services/cloudwatch/state.ts';
import { DataPlaneState } from './services/data-plane/settings.ts';
import { DynamoDbState } from './services/dynamodb/state.ts';
import { ec2 } from './services/ec2/index.ts';
import { Ec2State } from './services/ec2/state.ts';
import { ecr } from './services/ecr/index.ts';
import { EcrState } from './services/ecr/state.ts';
import { ecs } from './services/ecs/index.ts';
import { EcsState, type Image } from './services/ecs/state.ts';
import type { TaskFate } from './services/ecs/task-fates.ts';
import { events } from './services/events/index.ts';
import { EventsState } from './services/events/state.ts';
import { IamAccount } from './services/iam/account.ts';
import { iam } from './services/iam/index.ts';
import { IamState } from './services/iam/state.ts';
import { declareKeyStores } from './services/kms/declared-key-stores.ts';
import { kms } from './services/kms/index.ts';
import type { ConnectionErrorCode } from './services/kms/key-stores/custom-key-store.ts';
import { KmsState } from './services/kms/state.ts';
import { lambda } from './services/lambda/index.ts';
import { LambdaState } from './services/lambda/state.ts';
import type { Workers } from './services/lambda/workers.ts';
import { logs } from './services/logs/index.ts';
import { LogsState } from './services/logs/state.ts';
import { ram } from './services/ram/index.ts';
import { resourceGroupsTagging } from './services/resourcegroupstaggingapi/index.ts';
import { s3 } from './services/s3/index.ts';
import { S3State } from './services/s3/state.ts';
import { s3control } from './services/s3control/index.ts';
import { secretsManager } from './services/secretsmanager/index.ts';
import { SecretsManagerState } from './services/secretsmanager/state.ts';
import { sns } from './services/sns/index.ts';
import { SnsState } from './services/sns/state.ts';
import { sqs } from './services/sqs/index.ts';
import { SqsState } from './services/sqs/state.ts';
import { ssm } from './services/ssm/index.ts';
import { SsmState } from './services/ssm/state.ts';
import { states } from './services/states/index.ts';
import { StatesState } from './services/states/state.ts';
import { sts } from './services/sts/index.ts';

export interface CloudOptions extends KernelOptions {
  /** Run the functions. */
  workers: Workers;
  /** Makes the stacks of a place: it knows the services, and none of them knows it. */
  engineOf: (place: AwsPlace) => StackEngine;
  /** How this machine runs container images, wherever they are asked for. */
  images?: Record<string, Image>;
}

/** Every service that speaks through a model. DynamoDB is dynalite's, behind its own door. */
export const services = new Map<string, Service<AwsPlace>>(
  [
    ...[cloudhsmv2, acmPca, kms, secretsManager, ssm, ec2, sts, states, lambda, ecs, events, sns, sqs, logs, s3, s3control, cloudwatch],
    ...[cloudformation, cloudtrail, ecr, iam, ram, resourceGroupsTagging],
  ].map((service) => [service.model, service as Service<AwsPlace>]),
);

/** A region of an account with all its services. */
export class AwsPlace extends Place {
  readonly cloud: Cloud;
  readonly cloudformation: CloudFormationState;
  readonly cloudtrail: CloudTrailState;
  readonly cloudwatch: CloudWatchState;
  readonly dataPlane = new DataPlaneState();
  readonly iam: IamState;
  readonly ec2: Ec2State;
  readonly cloudhsmv2: CloudHsmState;
  readonly acmPca: AcmPcaState;
  readonly kms: KmsState;
  readonly secretsManager: SecretsManagerState;
  readonly ssm: SsmState;
  readonly logs: LogsState;
  readonly s3: S3State;
  readonly sqs: SqsState;
  readonly sns: SnsState;
  readonly events: EventsState;
  readonly dynamodb: DynamoDbState;
  readonly lambda: LambdaState;
  readonly ecr: EcrState;
  readonly ecs: EcsState;
  readonly states: StatesState;

  constructor(cloud: Cloud, accountId: string, region: string, account: AccountFile, iam: IamAccount) {
    const { kernel } = cloud;
    const home = homeOf(kernel.account);
    const isHome = accountId === home.accountId && region === home.region;
    super(kernel, accountId, region, account, isHome ? kernel.random : kernel.random.within(accountId, region));
    this.cloud = cloud;
    this.iam = new IamState(this, iam);
    this.cloudformation = new CloudFormationState(this, cloud.engineOf(this));
    this.cloudtrail = new CloudTrailState(this);
    this.cloudwatch = new CloudWatchState(this);
    this.ec2 = new Ec2State(this);
    this.cloudhsmv2 = new CloudHsmState(this, cloud.fates);
    this.acmPca = new AcmPcaState(this);
    this.kms = new KmsState(this, cloud.fates.connections);
    this.secretsManager = new SecretsManagerState(this);
    this.ssm = new SsmState(this);
    this.logs = new LogsState(this);
    this.s3 = new S3State(this);
    this.sqs = new SqsState(this);
    this.sns = new SnsState(this);
    this.events = new EventsState(this);
    this.dynamodb = new DynamoDbState(this);
    this.lambda = new LambdaState(this, cloud.workers);
    this.ecr = new EcrState(this);
    this.ecs = new EcsState(this, cloud.images, cloud.fates.tasks);
    this.states = new StatesState(this);
    this.cloudhsmv2.declared = declareClusters(this);
    declareKeyStores(this);
    declareAlarms(this);
  }

  /** The same account in another region. */
  elsewhere(region: string): AwsPlace {
    return this.cloud.at(this.accountId, region);
  }

  /** Another account in the same region. */
  inAccount(accountId: string): AwsPlace {
    return this.cloud.at(accountId, this.region);
  }

  call(service: string, operation: string, input: unknown, caller: Caller): Promise<unknown> {
    return apart(() => dispatch(this, services, service, operation, input, caller));
  }
}

/** AWS on this machine: any number of accounts and regions. The one file that names all services. */
export class Cloud {
  readonly kernel: Kernel;
  readonly workers: Workers;
  readonly engineOf: CloudOptions['engineOf'];
  readonly images: CloudOptions['images'];
  readonly services = services;
  /** What becomes of the next clusters, HSMs, connections of key stores and tasks, in whatever place they are made. */
  readonly fates: Fates & { connections: ConnectionErrorCode[]; tasks: TaskFate[] } = {
    clusters: [],
    hsms: [],
    connections: [],
    tasks: [],
  };
  /** Where whoever names no account and no region is. */
  readonly home: AwsPlace;
  readonly #places = new Map<string, AwsPlace>();
  readonly #accounts = new Map<string, IamAccount>();

  constructor(options: CloudOptions) {
    this.kernel = new Kernel(options);
    this.workers = options.workers;
    this.engineOf = options.engineOf;
    this.images = options.images;
    const home = homeOf(this.kernel.account);
    this.home = this.at(home.accountId, home.region);
  }

  /** The region of an account; it is there from the first request on. */
  at(accountId: string, region: string): AwsPlace {
    const key = `${accountId} ${region}`;
    let place = this.#places.get(key);
    if (!place) {
      place = new AwsPlace(this, accountId, region, this.#declared(accountId, region), this.#iam(accountId, region));
      this.#places.set(key, place);
    }
    return place;
  }

  places(): AwsPlace[] {
    return [...this.#places.values()];
  }

  /** Stands still from now on: functions and tasks end, and requests that wait for its time are never answered. */
  stop(): void {
    this.kernel.clock.stop();
    for (const { ecs, lambda, ssm } of this.places()) {
      ecs.close();
      lambda.close();
      ssm.close();
    }
  }

  /**
   * What the account file says of a place: its top level of home, its `places` of others. A CA that some place declares as shared
   * by another account stands in that one.
   */
  #declared(accountId: string, region: string): AccountFile {
    const home = homeOf(this.kernel.account);
    const declarations = [this.kernel.account, ...(this.kernel.account.places ?? [])].map((declared) => ({
      declared,
      accountId: declared.accountId ?? home.accountId,
      region: declared.region ?? home.region,
    }));
    const own = declarations.find((one) => one.accountId === accountId && one.region === region)?.declared;
    const lent = declarations
      .filter((one) => one.accountId !== accountId && one.region === region)
      .flatMap(({ declared }) => declared.certificateAuthorities ?? [])
      .filter(({ owner }) => owner === accountId)
      .map(({ owner: _, ...authority }) => authority);
    if (lent.length === 0) return own ?? {};
    return { ...own, certificateAuthorities: [...(own?.certificateAuthorities ?? []), ...lent] };
  }

  #iam(accountId: string, region: string): IamAccount {
    const partition = partitionOf(region) ?? 'aws';
    const key = `${partition} ${accountId}`;
    const known = this.#accounts.get(key);
    if (known) return known;
    const account = new IamAccount(this.kernel, accountId, partition);
    this.#accounts.set(key, account);
    return account;
  }
}
