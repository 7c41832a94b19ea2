import { attribute, type TemplatePart } from './cloudformation.ts';
import { functionResource } from './names.ts';
import { rule } from './rules.ts';

interface Scheduled {
  description: string;
  /** As EventBridge writes it. */
  every: string;
  /** Seconds after which a start that failed is given up: the next one does its work too. */
  keptFor: number;
}

/** A function that starts by the clock, with the time of it; `name` is its rule's in the template. */
export function scheduledFunction(
  name: string,
  functionName: 'check-health' | 'start-due',
  { description, every, keptFor }: Scheduled,
): TemplatePart['Resources'] {
  const Arn = attribute(functionResource(functionName), 'Arn');
  return {
    [name]: rule(functionName, {
      Description: description,
      ScheduleExpression: every,
      Targets: [
        {
          Id: functionName,
          Arn,
          InputTransformer: { InputPathsMap: { time: '$.time' }, InputTemplate: '{"time": <time>}' },
          RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: keptFor },
        },
      ],
    }),
    [`${name}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: Arn,
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: attribute(name, 'Arn'),
      },
    },
  };
}
