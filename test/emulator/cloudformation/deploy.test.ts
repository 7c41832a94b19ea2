import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../../emulator/emulator.ts';
import { localAws } from '../../local-aws.ts';
import { sampleArtifacts, sampleTemplate } from './sample.ts';

async function deployed(parameters: Record<string, string> = {}, options: EmulatorOptions = {}) {
  const emulator = await localAws(options);
  const stack = await emulator.deploy({ template: sampleTemplate(), artifacts: sampleArtifacts(), stackName: 'sample-dev', parameters });
  return { ...emulator, stack };
}

describe('deploying a packaged template', () => {
  it('creates each resource and says how it is known', async () => {
    const { stack, url } = await deployed();
    expect(stack.outputs).toEqual({ MachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:sample-dev' });
    expect(stack.resources.SendDashletterLambdaFunction).toEqual({
      type: 'AWS::Lambda::Function',
      physicalId: 'sample-dev-send-letter',
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:sample-dev-send-letter',
    });
    expect(stack.resources.Letters?.physicalId).toMatch(new RegExp(`^${url}/123456789012/sample-dev-Letters-[A-Za-z0-9]{12}$`));
    expect(stack.resources.MachineRole?.arn).toMatch(/^arn:aws:iam::123456789012:role\/sample-dev-MachineRole-[A-Za-z0-9]{12}$/);
  });

  it('gives functions their code, environment, role and limits', async () => {
    const { home, stack } = await deployed();
    expect(home.lambda.functions.get('sample-dev-send-letter')).toMatchObject({
      handler: 'dist/send-letter/index.handler',
      timeoutSeconds: 10,
      memoryMegabytes: 512,
      roleArn: stack.resources.SendLetterRole?.arn,
      environment: { QUEUE_URL: stack.resources.Letters?.physicalId, STAGE: 'dev' },
    });
    expect(home.logs.groups.get('/aws/lambda/sample-dev-send-letter')?.retentionDays).toBe(30);
  });

  it('gives rules their targets, queues their attributes and topics their subscriptions', async () => {
    const { home, stack } = await deployed();
    const [rule] = [...home.events.buses.get().rules.values()];
    expect(rule?.name).toBe(stack.resources.Requested?.physicalId);
    expect(rule?.targets.get('machine')).toMatchObject({ InputPath: '$.detail', RetryPolicy: { MaximumRetryAttempts: 3 } });
    const letters = home.sqs.queue(stack.resources.Letters!.physicalId);
    expect(JSON.parse(letters.attributes.RedrivePolicy!)).toEqual({
      deadLetterTargetArn: stack.resources.DeadLetters?.arn,
      maxReceiveCount: 3,
    });
    expect(home.sns.topic(stack.resources.Outcomes!.physicalId).subscriptions).toMatchObject([{ protocol: 'sqs', endpoint: letters.arn }]);
  });

  it('lets a service in where a policy of the template does, and only there', async () => {
    const { home, stack } = await deployed();
    const denial = (queue: string) =>
      home.iam.resourcePolicies.denial(
        'events.amazonaws.com',
        'sqs:SendMessage',
        stack.resources[queue]!.arn!,
        stack.resources.Requested!.arn!,
      );
    expect(denial('DeadLetters')).toBeUndefined();
    expect(denial('Letters')).toContain('no resource-based policy allows the sqs:SendMessage action');
  });

  it('makes what hangs on a condition only where it holds', async () => {
    expect((await deployed()).stack.resources).not.toHaveProperty('Unhealthy');
    const { stack, home } = await deployed({ Stage: 'prod' });
    expect(stack.outputs.Alarm).toBe(stack.resources.Unhealthy?.physicalId);
    expect([...home.cloudwatch.alarms.all.values()]).toMatchObject([
      { EvaluationPeriods: 1, AlarmActions: [stack.resources.Outcomes?.physicalId] },
    ]);
  });

  it('makes the same names from the same seed, and others from another', async () => {
    const names = async (seed: number) => {
      const { resources } = (await deployed({}, { seed })).stack;
      return [resources.MachineRole, resources.Outcomes, resources.Leases].map((resource) => resource?.physicalId);
    };
    expect(await names(5)).toEqual(await names(5));
    expect(await names(5)).not.toEqual(await names(6));
  });

  it('takes no virtual time', async () => {
    const { home } = await deployed();
    expect(home.clock.date()).toEqual(new Date(Date.UTC(2026, 0, 5, 9)));
  });
});
