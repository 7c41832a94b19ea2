import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { ConnectionCut } from '../../../emulator/kernel/faults.ts';
import type { Role } from '../../../emulator/services/iam/role.ts';
import { onNextRequest } from '../deployment.ts';
import { withoutKeyStore } from '../environment-file.ts';
import { putOnRecord } from '../record.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const deployAgain =
  /^deploy the stack again, which gives its roles what they need; where that does not help, lift what denies the action that/;

const verifyHardware = 'cloudhsm-lifecycle-dev-verify-hardware';
let setting: string | undefined;

/** AWS does not do what it is asked for, or the workflow itself does not. */
export const serviceCases: RemedyCase[] = [
  {
    error: 'AccessDenied',
    what: 'a function whose role may not create a cluster any more',
    breaks: (scene) => takeAway(scene, functionRole(scene, 'create-cluster'), 'cloudhsm:CreateCluster'),
    broken: /not authorized to perform/,
    problem: /CloudHsmAccessDeniedException: User: \S+CreateClusterFunction\S+ is not authorized to perform: cloudhsm:CreateCluster/,
    remedy: deployAgain,
    follow: deploy,
  },
  {
    error: 'AccessDenied',
    what: 'a state machine whose role may not run the task any more',
    breaks: (scene) => takeAway(scene, machineRole(scene, 'body/provision'), 'ecs:RunTask'),
    broken: /not authorized to perform/,
    problem: /^ECS\.AccessDeniedException: User: \S+ is not authorized to perform: ecs:RunTask/,
    remedy: deployAgain,
    follow: deploy,
  },
  {
    error: 'QuotaReached',
    what: 'a quota of clusters that is lower than the stack was told',
    breaks: ({ home }) => {
      home.account.quotas = { ...home.account.quotas, clusters: home.cloudhsmv2.clusters.size };
    },
    problem: /CloudHsmInvalidRequestException: The account has reached its limit of \d+ clusters/,
    remedy:
      /^raise the quota "Clusters per AWS Region and AWS account" \(`aws service-quotas [^`]+`\) and tell the stack of it \(`npx serverless deploy [^`]+`\), or/,
  },
  {
    error: 'QuotaReached',
    what: 'a quota of HSMs that is lower than the stack was told',
    breaks: ({ home }) => {
      const hsms = [...home.cloudhsmv2.clusters.values()].flatMap((cluster) => cluster.hsms).length;
      home.account.quotas = { ...home.account.quotas, hsms: hsms + 1 };
    },
    problem: /CloudHsmInvalidRequestException: The account has reached its limit of \d+ HSMs/,
    remedy:
      /^raise the quota "HSMs per AWS Region and AWS account" \(`aws service-quotas [^`]+`\) and tell the stack of it \(`npx serverless deploy [^`]+`\), or/,
  },
  {
    error: 'RequestRejected',
    what: 'a create that AWS refuses for a reason of its own',
    breaks: (scene) => answers(scene, new AwsError('CloudHsmInvalidRequestException', 'Subnet is full'), 1),
    problem: /CloudHsmInvalidRequestException: Subnet is full/,
    remedy: /^mend what the message names and start the workflow again$/,
  },
  {
    error: 'TransientServiceError',
    what: 'a service that throttles until nobody tries again',
    breaks: (scene) => answers(scene, new AwsError('ThrottlingException', 'Rate exceeded'), 100),
    problem: /ThrottlingException: Rate exceeded/,
    remedy: /^look at the AWS Health Dashboard, then start the workflow again; it goes on from where it was$/,
  },
  {
    error: 'TransientServiceError',
    what: 'credentials that stay expired in every try',
    breaks: (scene) => answers(scene, new AwsError('ExpiredTokenException', 'The security token included in the request is expired'), 100),
    problem: /ExpiredTokenException: The security token/,
    remedy: /^look at the AWS Health Dashboard, then start the workflow again; it goes on from where it was$/,
  },
  {
    error: 'CreateOutcomeUnknown',
    what: 'a create that is never answered',
    breaks: (scene) => answers(scene, new ConnectionCut(), 100),
    problem: /Creating the cluster \(environment case-\d+\): no answer/,
    remedy: /^look at the AWS Health Dashboard, then start the workflow again; .*: it looks for the resource before it creates another$/,
  },
  {
    error: 'BodyTimedOut',
    what: 'a body that does not come to its end',
    breaks: (scene) => limitScaling(scene, 60),
    problem: /^Running a part of the workflow \(arn:\S+body-dev-scale:\S+\): it did not end within its time limit/,
    remedy:
      /^see what it waited for last \(`aws stepfunctions get-execution-history [^`]+`\), then start the workflow again; it goes on from where it was$/,
    follow: async (scene, _failed, [see]) => {
      await scene.type(see!);
      limitScaling(scene, 14_400);
    },
  },
  {
    error: 'BodyStopped',
    what: 'a body that somebody stops',
    breaks: ({ deployment, home }) =>
      onNextRequest(home, 'cloudhsmv2:CreateHsm', () => {
        home.clock.after('ride', 60, 'somebody', () => {
          const { arn: executionArn } = home.states.running().find(({ machine }) => machine.name.includes('-body-'))!;
          void home.clock.during(() => deployment.sfn.send(new StopExecutionCommand({ executionArn })));
        });
      }),
    problem: /^Running a part of the workflow \(arn:\S+body-dev-provision:\S+\): somebody has stopped it/,
    remedy: /^start the workflow again; it goes on from where it was$/,
  },
  {
    error: 'StepFailed',
    what: 'a function that has lost a setting',
    breaks: ({ home }) => {
      const environment = home.lambda.functions.get(verifyHardware)!.environment!;
      setting = environment.MANUFACTURER_ROOT_PARAMETER;
      delete environment.MANUFACTURER_ROOT_PARAMETER;
    },
    problem: /^Error: .*MANUFACTURER_ROOT_PARAMETER/,
    remedy: /^start the workflow again; it goes on from where it was; if it fails the same way, read the log of the step that/,
    follow: ({ home }) => Object.assign(home.lambda.functions.get(verifyHardware)!.environment!, { MANUFACTURER_ROOT_PARAMETER: setting }),
  },
  {
    error: 'InvalidEnvironment',
    what: 'a record that somebody spoils while the run goes on',
    file: withoutKeyStore({ name: 'spoilt' }),
    breaks: ({ home }) =>
      home.faults.inject({ operation: 'cloudhsmv2:CreateHsm', whenDone: () => putOnRecord(home, 'spoilt', 'file', 'file', '{}') }),
    problem: /the file on record is not of a form that this version knows/,
    remedy: /^provision it once with its environment file: /,
    // the next run is the last of its commands
    follow: () => undefined,
  },
];

function answers({ home }: Scene, error: AwsError, times: number): void {
  home.faults.inject({ operation: 'cloudhsmv2:CreateCluster', when: 'before', error, times });
}

function limitScaling({ deployment, home }: Scene, seconds: number): void {
  home.states.machine(deployment.machine('body/scale')).definition.TimeoutSeconds = seconds;
}

function functionRole({ home }: Scene, name: string): Role {
  return home.iam.role(home.lambda.functions.get(`cloudhsm-lifecycle-dev-${name}`)!.roleArn)!;
}

function machineRole({ deployment, home }: Scene, name: string): Role {
  return home.iam.role(home.states.machine(deployment.machine(name)).roleArn)!;
}

const deployed = new Map<Role, Role['policies']>();

/** Somebody takes an action out of the policies of a role. */
function takeAway(_scene: Scene, role: Role, action: string): void {
  deployed.set(role, new Map(role.policies));
  for (const [name, { document, statements }] of role.policies) {
    role.policies.set(name, { document, statements: statements.filter(({ actions }) => !actions?.includes(action)) });
  }
}

/** The stack is deployed again: its roles have what they had. What was denied before is over. */
function deploy({ home }: Scene): void {
  for (const [role, policies] of deployed) for (const [name, policy] of policies) role.policies.set(name, policy);
  home.iam.denials.length = 0;
}
