import { attribute, type TemplatePart } from './cloudformation.ts';
import { functionResource } from './names.ts';

const startDue = functionResource('start-due');

/** The one rule for the schedules of all environments: none has a rule of its own. */
export const dueRule: TemplatePart = {
  Resources: {
    DueSchedule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Description: 'Starts what environments are to have by the clock.',
        ScheduleExpression: 'rate(15 minutes)',
        // what is missed is caught up by the next: none is kept for later
        Targets: [
          {
            Id: 'start-due',
            Arn: attribute(startDue, 'Arn'),
            InputTransformer: { InputPathsMap: { time: '$.time' }, InputTemplate: '{"time": <time>}' },
            RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 600 },
          },
        ],
      },
    },
    DueSchedulePermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: attribute(startDue, 'Arn'),
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: attribute('DueSchedule', 'Arn'),
      },
    },
  },
};
