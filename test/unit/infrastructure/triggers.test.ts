import { expect, test } from 'vitest';
import { monitoring } from '../../../infrastructure/monitoring.ts';
import type { Definition } from '../../../infrastructure/state-machines/definition.ts';
import { deployedMachines } from '../../../infrastructure/state-machines/machines.ts';
import { triggers } from '../../../infrastructure/triggers.ts';
import { undeliveredEvents } from '../../../infrastructure/undelivered-events.ts';

const definition: Definition = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };
const files = ['bodies/audit', 'bodies/provision', 'report-failure', 'run'];
const machines = deployedMachines(new Map(files.map((file) => [file, definition])), {
  provision: { lease: 'environment' },
  audit: { lease: 'none', schedule: 'cron(0 4 * * ? *)' },
});
const Resources: Record<string, any> = triggers(machines).Resources!;

test('an intent with a schedule starts by the clock, under a role that may start its entry alone', () => {
  expect(Resources.AuditStateMachineSchedule.Properties).toMatchObject({
    ScheduleExpression: 'cron(0 4 * * ? *)',
    Targets: [{ Arn: { Ref: 'AuditStateMachine' }, RoleArn: { 'Fn::GetAtt': ['AuditStateMachineScheduleRole', 'Arn'] } }],
  });
  expect(Resources.AuditStateMachineScheduleRole.Properties.Policies[0].PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'AuditStateMachine' } },
  ]);
  expect(Resources.ProvisionStateMachineSchedule).toBeUndefined();
});

test('what cannot be delivered is kept, of every rule', () => {
  const parts = [triggers(machines), monitoring];
  const all: Record<string, any> = Object.assign({}, ...parts.map((part) => part.Resources));
  // the next look at the environments is as good as one that was missed
  const rules = Object.keys(all).filter((name) => all[name].Type === 'AWS::Events::Rule' && name !== 'HealthSchedule');

  const kept: Record<string, any> = undeliveredEvents(parts).Resources!;
  const { Condition } = kept.UndeliveredEventsPolicy.Properties.PolicyDocument.Statement[0];
  expect(Condition.ArnEquals['aws:SourceArn']).toHaveLength(rules.length);
  expect(Condition.ArnEquals['aws:SourceArn']).toEqual(expect.arrayContaining(rules.map((name) => ({ 'Fn::GetAtt': [name, 'Arn'] }))));
});

test('a request comes with its time and id', () => {
  const [target] = Resources.EnvironmentRequestedRule.Properties.Targets;

  expect(target.InputTransformer).toEqual({
    InputPathsMap: { detail: '$.detail', time: '$.time', id: '$.id' },
    InputTemplate: '{"detail": <detail>, "time": <time>, "id": <id>}',
  });
});

test('the end of every entry is reported, and of nothing else', () => {
  expect(Resources.RunFailedRule.Properties.EventPattern.detail.stateMachineArn).toEqual([
    { Ref: 'ProvisionStateMachine' },
    { Ref: 'AuditStateMachine' },
  ]);
});
