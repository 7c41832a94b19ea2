import { expect, it } from 'vitest';
import { arn, person, standing, trusting } from './stacks.ts';

const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('states.amazonaws.com') } };
const machine = (Output: string) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'greeter',
    RoleArn: arn('Role'),
    Definition: { QueryLanguage: 'JSONata', StartAt: 'Say', States: { Say: { Type: 'Pass', Output, End: true } } },
  },
});
const version = {
  Type: 'AWS::StepFunctions::StateMachineVersion',
  Properties: { StateMachineArn: arn('Machine'), StateMachineRevisionId: { 'Fn::GetAtt': ['Machine', 'StateMachineRevisionId'] } },
};
const alias = (more: object = { DeploymentPreference: { StateMachineVersionArn: { Ref: 'Version' }, Type: 'ALL_AT_ONCE' } }) => ({
  Type: 'AWS::StepFunctions::StateMachineAlias',
  Properties: { Name: 'PROD', ...more },
});
const greeter = 'arn:aws:states:us-east-1:123456789012:stateMachine:greeter';

it('a version of the newest revision is published whenever the machine changes, and the alias leads to it', async () => {
  const before = { Role: role, Machine: machine('one'), Version: version, PROD: alias() };
  const { home, update } = await standing(before, { Outputs: { Version: { Value: arn('Version') }, Alias: { Value: { Ref: 'PROD' } } } });
  const { published } = home.states.machine(greeter);
  expect(published.versions.map(({ arn }) => arn)).toEqual([`${greeter}:1`]);
  expect(published.aliases).toMatchObject([{ arn: `${greeter}:PROD`, routes: [{ stateMachineVersionArn: `${greeter}:1`, weight: 100 }] }]);

  await update({ ...before, Machine: machine('two') });
  expect(published.versions.map(({ arn }) => arn)).toEqual([`${greeter}:2`]);
  expect(published.aliases[0]!.routes).toEqual([{ stateMachineVersionArn: `${greeter}:2`, weight: 100 }]);
  const started = (await home.call('stepfunctions', 'StartExecution', { stateMachineArn: `${greeter}:PROD` }, person)) as {
    executionArn: string;
  };
  await home.clock.idle();
  expect(home.states.execution(started.executionArn).output).toBe('"two"');
});

it('an alias changes its routes and its description in place, and goes before its versions', async () => {
  const Other = { ...version, Properties: { StateMachineArn: arn('Machine'), Description: 'other' } };
  const routes = (weight: number) => ({
    RoutingConfiguration: [
      { StateMachineVersionArn: { Ref: 'Version' }, Weight: weight },
      { StateMachineVersionArn: { Ref: 'Other' }, Weight: String(100 - weight) },
    ],
  });
  const before = { Role: role, Machine: machine('one'), Version: version, Other, PROD: alias({ ...routes(90), Description: 'before' }) };
  const { home, update } = await standing(before);
  const { published } = home.states.machine(greeter);
  expect(published.versions).toHaveLength(2);
  const weights = () => published.aliases[0]!.routes.map(({ weight }) => weight);
  expect(weights()).toEqual([90, 10]);
  await update({ ...before, PROD: alias({ ...routes(20), Description: 'after' }) });
  expect([weights(), published.aliases[0]!.description]).toEqual([[20, 80], 'after']);
  await update({ Role: role, Machine: machine('one') }, {}, { ClientRequestToken: 'again' });
  expect([published.aliases, published.versions]).toEqual([[], []]);
});

it('an alias takes one way to say where it leads', async () => {
  const { update } = await standing({ Role: role, Machine: machine('one'), Version: version });
  const events = (await update({ Role: role, Machine: machine('one'), Version: version, PROD: alias({}) })) as string[][];
  expect(events.find(([, status]) => status === 'CREATE_FAILED')![2]).toContain(
    'one of the properties RoutingConfiguration and DeploymentPreference is needed',
  );
});
