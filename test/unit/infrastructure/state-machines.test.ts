import { expect, test } from 'vitest';
import type { Definition, State } from '../../../infrastructure/state-machines/definition.ts';
import { deployedMachines } from '../../../infrastructure/state-machines/machines.ts';
import { stateMachines } from '../../../infrastructure/state-machines.ts';

const functions = ['validate-request', 'create-hsm', 'create-kms-key'];

const sub = (text: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${text}` });
const machineArn = (name: string) => sub(`states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${name}`);
const body = (intent: string) => `\${self:service}-body-\${sls:stage}-${intent}`;

function task(resource: string, args: object | string = {}): State {
  return { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments: args as Record<string, unknown>, End: true };
}

function invoke(name: string): State {
  return task('lambda:invoke', { FunctionName: `\${${name}Function}`, Payload: {} });
}

function inOrder(states: Record<string, State>): Definition {
  const names = Object.keys(states);
  const linked = names.map((name, index): [string, State] => {
    const { End, ...state } = states[name]!;
    return [name, index + 1 < names.length ? { ...state, Next: names[index + 1]! } : { ...state, End: End ?? true }];
  });
  return { StartAt: names[0]!, States: Object.fromEntries(linked) };
}

/** The resources of machines that are written in these files; where the envelope is among them, each body has an entry. */
function packaged(files: Record<string, Record<string, State>>): Record<string, any> {
  const definitions = new Map(Object.entries(files).map(([file, states]) => [file, inOrder(states)]));
  const bodies = Object.keys(files).flatMap((file) => /^bodies\/(.*)/.exec(file)?.[1] ?? []);
  const intents = files.run ? Object.fromEntries(bodies.map((intent) => [intent, { lease: 'environment' as const }])) : {};
  return stateMachines(deployedMachines(definitions, intents), {}, functions).Resources!;
}

/** What a role allows: actions and resources. Left out is what every machine's logs and traces take. */
function allowed(role: any): [unknown, unknown][] {
  const statements: any[] = role.Properties.Policies[0].PolicyDocument.Statement;
  return statements
    .map(({ Action, Resource }) => [Action, Resource] as [unknown, unknown])
    .filter(([action]) => !/logs:|xray:/.test(String(action)));
}

const run = {
  ValidateRequest: invoke('ValidateRequest'),
  RunBody: task('states:startExecution.sync:2', { StateMachineArn: '${Body}', Input: { intent: '${Intent}', lease: '${Lease}' } }),
};

test('each placeholder has its value: function, partition, intent, lease, and the body by its name', () => {
  const { ScaleStateMachine } = packaged({ run, 'bodies/scale': { CreateHsm: invoke('CreateHsm') } });

  expect(ScaleStateMachine.Properties.DefinitionSubstitutions).toEqual({
    Partition: { Ref: 'AWS::Partition' },
    ValidateRequestFunction: { 'Fn::GetAtt': ['ValidateDashrequestLambdaFunction', 'Arn'] },
    Body: machineArn(body('scale')),
    Intent: 'scale',
    Lease: 'environment',
  });
});

test('an entry may call its own functions, and start, follow and stop its own body alone', () => {
  const { ScaleRole } = packaged({
    run,
    'bodies/scale': { CreateHsm: invoke('CreateHsm') },
    'bodies/provision': { CreateHsm: invoke('CreateHsm') },
  });

  expect(allowed(ScaleRole)).toEqual([
    ['lambda:InvokeFunction', { 'Fn::GetAtt': ['ValidateDashrequestLambdaFunction', 'Arn'] }],
    ['states:StartExecution', machineArn(body('scale'))],
    [['states:DescribeExecution', 'states:StopExecution'], sub(`states:\${AWS::Region}:\${AWS::AccountId}:execution:${body('scale')}:*`)],
    [
      ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      sub('events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'),
    ],
  ]);
});

test('bodies may start each other in a circle: no resource of the template refers to another machine', () => {
  const start = (name: string) => task('states:startExecution.sync:2', { StateMachineArn: `\${${name}Body}` });

  const resources = packaged({ 'bodies/scale': { Repair: start('Repair') }, 'bodies/repair': { Scale: start('Scale') } });

  expect(resources.ScaleBody.Properties.DefinitionSubstitutions.RepairBody).toEqual(machineArn(body('repair')));
  expect(allowed(resources.RepairBodyRole)[0]).toEqual(['states:StartExecution', machineArn(body('scale'))]);
  expect(JSON.stringify(resources)).not.toMatch(/"Ref":"\w+(Body|StateMachine)"|"Fn::GetAtt":\["\w+(Body|StateMachine)"/);
});

test('functions inside branches and maps are permitted, each once; a call that waits for a token is a call', () => {
  const each: State = { Type: 'Map', ItemProcessor: inOrder({ CreateHsm: invoke('CreateHsm') }), End: true };
  const both: State = {
    Type: 'Parallel',
    Branches: [inOrder({ 'Each HSM': each }), inOrder({ 'CreateHsm (again)': invoke('CreateHsm') })],
  };
  const waiting = task('lambda:invoke.waitForTaskToken', { FunctionName: '${CreateKmsKeyFunction}' });

  const { ScaleBodyRole } = packaged({ 'bodies/scale': { Both: both, Waiting: waiting } });

  expect(allowed(ScaleBodyRole)).toEqual([
    [
      'lambda:InvokeFunction',
      [{ 'Fn::GetAtt': ['CreateDashhsmLambdaFunction', 'Arn'] }, { 'Fn::GetAtt': ['CreateDashkmsDashkeyLambdaFunction', 'Arn'] }],
    ],
  ]);
});

test('a task is run by its family, in every revision, under the roles that it has', () => {
  const users = task('ecs:runTask.sync', { Cluster: '${TaskCluster}', TaskDefinition: '${HsmUsersTask}' });

  const { ScaleBody, ScaleBodyRole } = packaged({ 'bodies/scale': { HsmUsers: users } });

  const family = '${self:service}-${sls:stage}-hsm-users';
  expect(ScaleBody.Properties.DefinitionSubstitutions.HsmUsersTask).toBe(family);
  expect(allowed(ScaleBodyRole)).toEqual([
    ['ecs:RunTask', sub(`ecs:\${AWS::Region}:\${AWS::AccountId}:task-definition/${family}:*`)],
    [['ecs:StopTask', 'ecs:DescribeTasks'], sub('ecs:${AWS::Region}:${AWS::AccountId}:task/${self:service}-${sls:stage}/*')],
    ['iam:PassRole', [{ 'Fn::GetAtt': ['HsmUsersExecutionRole', 'Arn'] }, { 'Fn::GetAtt': ['HsmUsersTaskRole', 'Arn'] }]],
    [
      ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      sub('events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForECSTaskRule'),
    ],
  ]);
});

test('no resource of a state stays in one partition', () => {
  const { ScaleBody } = packaged({ 'bodies/scale': { Announce: task('events:putEvents'), CreateHsm: invoke('CreateHsm') } });

  const { States } = ScaleBody.Properties.Definition;
  expect([States.Announce.Resource, States.CreateHsm.Resource]).toEqual([
    'arn:${Partition}:states:::events:putEvents',
    'arn:${Partition}:states:::lambda:invoke',
  ]);
});

test('a placeholder that stands for nothing is refused by its file', () => {
  expect(() => packaged({ 'bodies/scale': { CreateHSM: invoke('CreateHSMs') } })).toThrow(
    'statemachines/bodies/scale.asl.json: ${CreateHSMsFunction} stands for nothing',
  );
});

test("a body has no body of its own: an entry's placeholders are refused in it", () => {
  const start = task('states:startExecution.sync:2', { StateMachineArn: '${Body}' });

  expect(() => packaged({ 'bodies/scale': { RunBody: start } })).toThrow('statemachines/bodies/scale.asl.json: ${Body} stands for nothing');
});

test('a function that an expression names is refused: its role could not be told', () => {
  const state = task('lambda:invoke', { FunctionName: '{% $which %}' });

  expect(() => packaged({ 'bodies/scale': { CreateHsm: state } })).toThrow(
    'statemachines/bodies/scale.asl.json: CreateHsm: FunctionName has to be a placeholder such as ${CheckHsmsFunction}',
  );
});

test('arguments that are one expression are refused alike', () => {
  expect(() => packaged({ 'bodies/scale': { CreateHsm: task('lambda:invoke', '{% $all %}') } })).toThrow(
    /CreateHsm: FunctionName has to be a placeholder/,
  );
});

test('an integration of which the permissions are not known is refused by file and state', () => {
  const each: State = { Type: 'Map', ItemProcessor: inOrder({ DeleteHsm: task('aws-sdk:cloudhsmv2:deleteHsm') }), End: true };

  expect(() => packaged({ 'bodies/scale': { Each: each } })).toThrow(
    'statemachines/bodies/scale.asl.json: DeleteHsm: it is not known what a role needs for arn:${Partition}:states:::aws-sdk:cloudhsmv2:deleteHsm',
  );
});
