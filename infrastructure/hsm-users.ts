import { canaryUser } from '../core/users/canary.ts';
import { arn, attribute, prefix, ref, stage, sub, type TemplatePart } from './cloudformation.ts';
import { allow, role } from './iam.ts';

/** Runs name the task by its family, so that a deployment in their midst does not take its revision away. */
export const taskFamily = `${prefix}-hsm-users`;

/** Where the task writes; whoever explains its failure reads its last words there. */
export const taskLogGroup = `/aws/ecs/${prefix}/hsm-users`;

/** The task that runs the CloudHSM CLI beside the HSMs. */
export const hsmUsers: TemplatePart = {
  Resources: {
    HsmUsersRepository: {
      Type: 'AWS::ECR::Repository',
      Properties: {
        RepositoryName: `${prefix}/hsm-users`,
        ImageScanningConfiguration: { ScanOnPush: true },
        ImageTagMutability: 'IMMUTABLE',
        LifecyclePolicy: { LifecyclePolicyText: JSON.stringify({ rules: [keepNewest(10)] }) },
        EmptyOnDelete: true,
      },
    },
    TaskCluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: prefix } },
    HsmUsersLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: taskLogGroup, RetentionInDays: 90 },
    },
    HsmUsersTask: {
      Type: 'AWS::ECS::TaskDefinition',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Retain', // a task that waits for its machine still starts in the revision that it was given
      Properties: {
        Family: taskFamily,
        RequiresCompatibilities: ['FARGATE'],
        NetworkMode: 'awsvpc',
        Cpu: '256',
        Memory: '512',
        ExecutionRoleArn: attribute('HsmUsersExecutionRole', 'Arn'),
        TaskRoleArn: attribute('HsmUsersTaskRole', 'Arn'),
        ContainerDefinitions: [
          {
            Name: 'hsm-users',
            Image: ref('HsmUsersImage'),
            Essential: true,
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': ref('HsmUsersLogGroup'),
                'awslogs-region': ref('AWS::Region'),
                'awslogs-stream-prefix': 'task',
              },
            },
          },
        ],
      },
    },
    HsmUsersExecutionRole: role('ecs-tasks.amazonaws.com', 'start', [
      allow('ecr:GetAuthorizationToken'),
      allow(['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'], attribute('HsmUsersRepository', 'Arn')),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], sub('${HsmUsersLogGroup.Arn}')),
    ]),
    HsmUsersTaskRole: role('ecs-tasks.amazonaws.com', 'set-up-users', [
      allow('secretsmanager:GetSecretValue', arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*`)),
      allow('secretsmanager:PutSecretValue', arn('secretsmanager', `secret:cloudhsm-lifecycle/${stage}/*/${canaryUser}-*`)),
    ]),
  },
};

function keepNewest(images: number): object {
  return {
    rulePriority: 1,
    description: `Keeps the newest ${images} images.`,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: images },
    action: { type: 'expire' },
  };
}
