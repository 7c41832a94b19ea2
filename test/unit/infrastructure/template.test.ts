import { expect, test } from 'vitest';
import { ownRules } from '../../../core/alarms/own-rules.ts';
import { resources } from '../../../infrastructure/template.ts';

const known: Record<string, string> = { "param:hardwareRoots, ''": '', 'sls:stage': 'unit-test', 'self:provider.region': 'us-east-1' };
const { Resources = {} } = await resources({ resolveVariable: async (name) => known[name]! });

/** What the roles allow on every resource there is, without a condition. */
function allowedEverywhere(): Set<string> {
  const roles = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  const statements: any[] = roles.flatMap(({ Properties }: any) => Properties.Policies[0].PolicyDocument.Statement);
  return new Set(statements.filter(({ Resource, Condition }) => Resource === '*' && !Condition).flatMap(({ Action }) => Action));
}

/** Whose resource AWS does not let a policy name: Service Authorization Reference. */
const takeNoResource = [
  /^cloudhsm:(Describe\w+|DeleteHsm)$/,
  /^kms:(\w+CustomKeyStores?|ListKeys|ListAliases)$/,
  /^secretsmanager:(GetRandomPassword|ListSecrets)$/,
  /^ssm:(DescribeInstanceInformation|List\w+|GetCommandInvocation)$/,
  /^states:SendTask\w+$/,
  /^(ecr:GetAuthorizationToken|servicequotas:\w+|sts:GetCallerIdentity)$/,
  /^(ram:ListResources|events:ListRules|cloudtrail:DescribeTrails|cloudwatch:(GetMetricData|ListMetrics))$/,
  // the logs and traces of a state machine
  /^logs:(\w+LogDelivery|ListLogDeliveries|PutResourcePolicy|Describe\w+)$/,
  /^xray:\w+$/,
  // what CloudHSM does in the network in the caller's name: AWS's own policy for it names no resources
  /^ec2:\w+$/,
];

test('a role is allowed something on every resource only where AWS takes none', () => {
  const wider = [...allowedEverywhere()].filter((action) => !takeNoResource.some((pattern) => pattern.test(action)));

  expect(wider).toEqual([]);
});

test('HSMs are created in clusters of this stage alone, and keys are used for the proof alone', () => {
  const conditionOf = (role: string, action: string) => {
    const { Properties }: any = Resources[role];
    return Properties.Policies[0].PolicyDocument.Statement.find(({ Action }: any) => [Action].flat().includes(action)).Condition;
  };

  expect(conditionOf('CreateHsmFunctionRole', 'cloudhsm:CreateHsm')).toEqual({
    StringEquals: { 'aws:ResourceTag/cloudhsm-lifecycle:stage': '${sls:stage}' },
  });
  expect(conditionOf('ProveKmsKeyFunctionRole', 'kms:Decrypt')).toEqual({
    StringEquals: { 'kms:KeyOrigin': 'AWS_CLOUDHSM', 'kms:EncryptionContext:purpose': 'cloudhsm-lifecycle-proof' },
  });
});

test('audits know the rules of the stack by their names', () => {
  const rules: any[] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
  const names = rules.map(({ Properties }) => Properties.Name.replace('${self:service}-${sls:stage}-', ''));

  expect(names.toSorted()).toEqual(Object.keys(ownRules).toSorted());
});

test('a CA may be of any account, shared with this one', () => {
  expect(JSON.stringify(Resources.IssueCertificateFunctionRole)).toContain(
    'arn:${AWS::Partition}:acm-pca:${AWS::Region}:*:certificate-authority/*',
  );
});

test('the record outlives the stack, and nobody deletes it by mistake', () => {
  expect(Resources.EnvironmentsTable).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  });
});

test('the repository keeps its newest images, and goes with the stack whatever is in it', () => {
  const { Properties }: any = Resources.HsmUsersRepository;

  expect(Properties.EmptyOnDelete).toBe(true);
  expect(JSON.parse(Properties.LifecyclePolicy.LifecyclePolicyText)).toEqual({
    rules: [
      {
        rulePriority: 1,
        description: 'Keeps the newest 10 images.',
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
        action: { type: 'expire' },
      },
    ],
  });
});

test('a new revision of the task leaves the one before to the runs that have it', () => {
  expect(Resources.HsmUsersTask).toMatchObject({ UpdateReplacePolicy: 'Retain' });
});

test('every state machine logs its errors, without what it works on', () => {
  const machines = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine');

  expect(machines.length).toBeGreaterThan(3);
  for (const [, { Properties }] of machines) {
    expect(Properties).toMatchObject({ LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false } });
  }
});

test('the rule on runs that ended badly knows every entry, and no body', () => {
  const { Properties }: any = Resources.RunFailedRule;
  const reported: string[] = Properties.EventPattern.detail.stateMachineArn.map(({ Ref }: any) => Ref);

  const others = ['ReportFailureStateMachine', 'StackStateMachine'];
  const machines = Object.keys(Resources).filter((name) => /StateMachine$/.test(name) && !others.includes(name));
  expect(reported.toSorted()).toEqual(machines.toSorted());
});
