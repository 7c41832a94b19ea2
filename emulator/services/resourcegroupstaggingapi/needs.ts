import type { Caller } from '../../kernel/caller.ts';
import type { Place } from '../../service/place.ts';
import type { AcmPcaState } from '../acm-pca/state.ts';
import type { CloudFormationState } from '../cloudformation/state.ts';
import type { CloudHsmState } from '../cloudhsmv2/state.ts';
import type { CloudWatchState } from '../cloudwatch/state.ts';
import type { Ec2State } from '../ec2/state.ts';
import type { EcsState } from '../ecs/state.ts';
import type { EventsState } from '../events/state.ts';
import type { IamState } from '../iam/state.ts';
import type { KmsState } from '../kms/state.ts';
import type { LambdaState } from '../lambda/state.ts';
import type { LogsState } from '../logs/state.ts';
import type { S3State } from '../s3/state.ts';
import type { SecretsManagerState } from '../secretsmanager/state.ts';
import type { SnsState } from '../sns/state.ts';
import type { SqsState } from '../sqs/state.ts';
import type { SsmState } from '../ssm/state.ts';
import type { StatesState } from '../states/state.ts';

/** Whatever has tags here. */
export interface TaggingPlace extends Place {
  readonly acmPca: Pick<AcmPcaState, 'authorities'>;
  readonly cloudformation: Pick<CloudFormationState, 'all'>;
  readonly cloudhsmv2: Pick<CloudHsmState, 'backups' | 'clusters'>;
  readonly cloudwatch: Pick<CloudWatchState, 'alarms'>;
  readonly dynamodb: {
    tagsOfTables(): Promise<[arn: string, tags: Map<string, string>][]>;
    call(operation: string, input: object, caller: Caller): Promise<unknown>;
  };
  readonly ec2: Pick<Ec2State, 'tags'>;
  readonly ecs: Pick<EcsState, 'clusters' | 'taskDefinitions' | 'taskDefinitionTags' | 'tasks'>;
  readonly events: Pick<EventsState, 'buses' | 'tags'>;
  readonly iam: Pick<IamState, 'managedPolicies' | 'roles' | 'templateTags'>;
  readonly kms: Pick<KmsState, 'keys'>;
  readonly lambda: Pick<LambdaState, 'functions'>;
  readonly logs: Pick<LogsState, 'groups'>;
  readonly s3: Pick<S3State, 'buckets'>;
  readonly secretsManager: Pick<SecretsManagerState, 'secrets'>;
  readonly sns: Pick<SnsState, 'topics'>;
  readonly sqs: Pick<SqsState, 'queues'>;
  readonly ssm: Pick<SsmState, 'parameterArn' | 'parameters' | 'parameterTags'>;
  readonly states: Pick<StatesState, 'activities' | 'machines'>;
}
