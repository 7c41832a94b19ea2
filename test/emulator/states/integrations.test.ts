import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { functionError } from '../../../emulator/services/states/integrations/lambda-error.ts';
import { localAws, request } from '../../local-aws.ts';
import { ecsAws, image, securityGroup, subnet } from '../ecs/tasks.ts';
import { createMachine, finish, invoking, type Outcome, run, start } from './executions.ts';
import { echo, installFunctions, raise } from './functions.ts';

const task = (action: string, Arguments: object, rest: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${action}`,
  Arguments,
  End: true,
  ...rest,
});

/** Runs one state under a role with these statements only. */
async function runAs(aws: Emulator, Statement: object[], state: object): Promise<Outcome> {
  const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const policies = [{ policyName: 'own', policyDocument: { Version: '2012-10-17', Statement } }];
  const roleArn = aws.home.iam.putRole({ roleName: 'limited', assumeRolePolicy, policies } as never);
  return finish(aws, await start(aws, await createMachine(aws, { StartAt: 'T', States: { T: state } }, { roleArn }), {}, 'run'));
}

describe('lambda:invoke', () => {
  it("is denied outside the machine's role, with AWS's message", async () => {
    const aws = await localAws();
    const { work } = installFunctions(aws, { work: echo });
    const { error, cause } = await runAs(
      aws,
      [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: `${work}-other` }],
      invoking(work),
    );
    expect(error).toBe('Lambda.AWSLambdaException');
    expect(cause).toMatch(
      new RegExp(
        `^User: arn:aws:sts::123456789012:assumed-role/limited/run is not authorized to perform: lambda:InvokeFunction on resource: ${work} because no identity-based policy allows the lambda:InvokeFunction action \\(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; Request ID: \\S+; Proxy: null\\)$`,
      ),
    );
    const allowed = await runAs(aws, [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: work }], invoking(work));
    expect(allowed.status).toBe('SUCCEEDED');
  });

  it('gives the state the answer and what the SDK saw of it', async () => {
    const aws = await localAws();
    const { work } = installFunctions(aws, { work: echo });
    const { output } = await run(aws, { T: invoking(work) }, { n: 1 });
    expect(Object.keys(output)).toEqual(['ExecutedVersion', 'Payload', 'SdkHttpMetadata', 'SdkResponseMetadata', 'StatusCode']);
    expect(output).toMatchObject({
      ExecutedVersion: '$LATEST',
      Payload: { n: 1 },
      StatusCode: 200,
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
  });

  it('fails before it is scheduled where its evaluated Arguments hold what Step Functions does not take', async () => {
    const aws = await localAws();
    const state = { ...invoking('f'), Arguments: '{% {"FunctionName": "f", "Paylod": 1} %}' };
    const { error, cause, types } = await run(aws, { T: state });
    expect([error, types]).toEqual(['States.Runtime', ['ExecutionStarted', 'TaskStateEntered', 'ExecutionFailed']]);
    expect(cause).toBe(
      `An error occurred while executing the state 'T' (entered at the event id #2). The Parameters '{"FunctionName":"f","Paylod":1}' could not be used to start the Task: [The field "Paylod" is not supported by Step Functions]`,
    );
  });

  it.each([
    ['aws-sdk:cloudwatch:putMetricData', { Namespace: 'N', MetricData: 'x' }, "'MetricData' must be a LIST"],
    ['aws-sdk:cloudwatch:putMetricData', { Namespace: 'N', MetricData: [{ MetricName: 'M', Value: 'x' }] }, "'Value' must be a DOUBLE"],
    ['aws-sdk:secretsmanager:createSecret', { Name: 'n', Tags: [null] }, "'Tags' must be a STRUCTURE"],
    ['aws-sdk:eventbridge:putEvents', { Entries: [{ Source: 's', Time: 'soon' }] }, "'Time' must be a TIMESTAMP"],
    ['events:putEvents', { Entries: {} }, "'Entries' must be a LIST"],
    ['sqs:sendMessage', { QueueUrl: 'q', MessageBody: 'm', MessageAttributes: [] }, "'MessageAttributes' must be a MAP"],
  ])('fails before it is scheduled where its evaluated Arguments are of other types than %s takes', async (action, Arguments, why) => {
    const { error, cause, types } = await run(await localAws(), { T: task(action, Arguments) });
    expect([error, types]).toEqual(['States.Runtime', ['ExecutionStarted', 'TaskStateEntered', 'ExecutionFailed']]);
    expect(cause).toContain(`could not be used to start the Task: [The value for the field ${why}]`);
  });

  it('takes what is null for what is not given', async () => {
    const aws = await localAws();
    const Arguments = { Name: 'n', SecretString: 's', Tags: [{ Key: 'k', Value: null }] };
    const { cause } = await run(aws, { T: task('aws-sdk:secretsmanager:createSecret', Arguments) });
    expect(cause ?? '').not.toContain('The emulator failed');
    const { error } = await run(aws, { T: task('sns:publish', { TopicArn: null, Message: 'm' }) });
    expect(error).toBe('SNS.InvalidParameterException');
  });

  it("fails with the platform's words for a function that is past its time limit", async () => {
    const aws = await localAws();
    const { stuck } = installFunctions(aws, { stuck: 'export const handler = () => new Promise((done) => setTimeout(done, 1e8));' });
    aws.home.lambda.watchdogSeconds = 0.3;
    const { error, cause, seconds } = await run(aws, { T: invoking(stuck) });
    expect(['Lambda.Unknown', 'Sandbox.Timedout']).toContain(error);
    expect(cause).toContain('Task timed out after 30.00 seconds');
    expect(seconds).toBeGreaterThanOrEqual(30);
  });

  it('fails with Lambda.Unknown where the answer has no errorType', () => {
    const { error, cause } = functionError('{"errorMessage":"Task timed out after 3.00 seconds"}');
    expect(error).toBe('Lambda.Unknown');
    expect(cause).toContain('Returned payload: {"errorMessage":"Task timed out after 3.00 seconds"}');
  });
});

describe("a function's own ARN as Resource", () => {
  it('gives its answer as the result, and fails with its error', async () => {
    const aws = await localAws();
    const { work, broken } = installFunctions(aws, { work: echo, broken: raise });
    const good = await run(aws, { T: { Type: 'Task', Resource: work, TimeoutSeconds: 9, End: true } }, { n: 1 });
    expect(good.output).toEqual({ n: 1 });
    expect(good.events[2].lambdaFunctionScheduledEventDetails).toMatchObject({ resource: work, input: '{"n":1}', timeoutInSeconds: 9 });
    const bad = await run(aws, { T: { Type: 'Task', Resource: broken, End: true } });
    expect(bad.error).toBe('Exception');
    expect(JSON.parse(bad.cause)).toMatchObject({ errorType: 'Exception', errorMessage: 'Some exception was raised.' });
    expect(bad.types.slice(2, 5)).toEqual(['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionFailed']);
  });
});

describe('events:putEvents', () => {
  it('puts events with objects as Detail, and the machine and the execution behind their resources', async () => {
    const aws = await localAws();
    const entry = { Source: 'mine', DetailType: 'Done', Resources: ['own'], Detail: { of: '{% $states.context.Execution.Name %}' } };
    const { output, executionArn } = await run(aws, { T: task('events:putEvents', { Entries: [entry] }) });
    expect(output).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    const put = aws.home.events.taken.all.find(({ source }) => source === 'mine');
    const machine = aws.home.states.execution(executionArn).machine.arn;
    expect(put).toMatchObject({ resources: ['own', machine, executionArn], detail: { of: executionArn.split(':').at(-1) } });
  });

  it('fails with EventBridge.FailedEntry where an entry is refused', async () => {
    const aws = await localAws();
    const { error, cause } = await run(aws, {
      T: task('events:putEvents', { Entries: [{ Source: 'aws.x', DetailType: 'd', Detail: {} }] }),
    });
    expect(error).toBe('EventBridge.FailedEntry');
    expect(JSON.parse(cause)).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }] });
  });
});

describe('sns:publish', () => {
  it('publishes a Message, JSON as text, and names a missing topic', async () => {
    const aws = await localAws();
    const TopicArn = aws.home.sns.createTopic('outcomes');
    const { output } = await run(aws, { T: task('sns:publish', { TopicArn, Subject: 's', Message: { outcome: 'good' } }) });
    expect(aws.home.sns.messages(TopicArn)).toMatchObject([{ messageId: output.MessageId, message: '{"outcome":"good"}', subject: 's' }]);
    const { error, cause } = await run(aws, { T: task('sns:publish', { TopicArn: `${TopicArn}-none`, Message: 'm' }) });
    expect(error).toBe('SNS.NotFoundException');
    expect(cause).toMatch(
      /^Topic does not exist \(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
    );
  });
});

describe('a denied call', () => {
  it('has in its cause the status that the service answers with', async () => {
    const aws = await localAws();
    const TopicArn = aws.home.sns.createTopic('outcomes');
    const denied = async (action: string, Arguments: object) => {
      const { error, cause } = await runAs(aws, [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }], task(action, Arguments));
      return [error, /Status Code: (\d+)/.exec(cause)?.[1]];
    };
    const entry = { Source: 'mine', DetailType: 'd', Detail: {} };
    expect(await denied('sns:publish', { TopicArn, Message: 'm' })).toEqual(['SNS.AuthorizationErrorException', '403']);
    expect(await denied('events:putEvents', { Entries: [entry] })).toEqual(['EventBridge.AmazonEventBridgeException', '400']);
  });
});

describe('ecs:runTask.sync', () => {
  const runTask = (rest: object = {}) =>
    task(
      'ecs:runTask.sync',
      {
        Cluster: 'tasks',
        TaskDefinition: 'hsm-users',
        LaunchType: 'FARGATE',
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet], SecurityGroups: [securityGroup] } },
        Overrides: { ContainerOverrides: [{ Name: 'users', Environment: [{ Name: 'CODE', Value: 0 }] }] },
      },
      rest,
    );

  it('lasts until the task has stopped, and gives its description', async () => {
    const aws = await ecsAws('process.exit(Number(process.env.CODE));');
    const { output, types, events, seconds } = await run(aws, { T: runTask() });
    expect(output).toMatchObject({ LastStatus: 'STOPPED', StartedBy: 'AWS Step Functions', Containers: [{ Name: 'users', ExitCode: 0 }] });
    expect(types.slice(2, 6)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
    expect(events[2].taskScheduledEventDetails).toMatchObject({ resource: 'runTask.sync', resourceType: 'ecs' });
    expect(seconds).toBeGreaterThan(20);
  });

  it("fails with the stopped task as its cause where a container's exit code is not 0", async () => {
    const aws = await ecsAws('process.exit(20);');
    const { error, cause } = await run(aws, { T: runTask() });
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause)).toMatchObject({ StopCode: 'EssentialContainerExited', Containers: [{ ExitCode: 20 }] });
  });

  it('fails with the reason where the task cannot start', async () => {
    const aws = await ecsAws('');
    aws.home.ecs.images.delete(image);
    const { error, cause } = await run(aws, { T: runTask() });
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause).StoppedReason).toContain('CannotPullContainerError');
  });

  it('stops the task when its time is over', async () => {
    const aws = await ecsAws('');
    const { error, types } = await run(aws, { T: runTask({ TimeoutSeconds: 5 }) });
    expect([error, types.at(-2)]).toEqual(['States.Timeout', 'TaskTimedOut']);
    await aws.home.clock.idle();
    const { tasks } = await request(aws, 'ecs', 'DescribeTasks', { cluster: 'tasks', tasks: [...aws.home.ecs.tasks.keys()] });
    expect(tasks).toMatchObject([{ lastStatus: 'STOPPED', stoppedReason: expect.stringContaining('Step Functions') }]);
  });

  it('fails as ECS says it where Fargate has no capacity, which another try may find', async () => {
    const aws = await ecsAws('');
    aws.cloud.fates.tasks.push('NO_CAPACITY', 'NO_CAPACITY');
    const { error, cause } = await run(aws, { T: runTask() });
    expect([error, cause]).toEqual(['ECS.AmazonECSException', expect.stringMatching(/^Capacity is unavailable at this time\. /)]);
    const Retry = [{ ErrorEquals: ['ECS.AmazonECSException'] }];
    expect((await run(aws, { T: runTask({ Retry }) })).output).toMatchObject({ LastStatus: 'STOPPED' });
  });

  it('names what ECS refuses', async () => {
    const aws = await ecsAws('');
    const state = task('ecs:runTask.sync', { Cluster: 'other', TaskDefinition: 'hsm-users', LaunchType: 'FARGATE' });
    const { error, types } = await run(aws, { T: state });
    expect([error, types.at(-2)]).toEqual(['ECS.ClusterNotFoundException', 'TaskSubmitFailed']);
  });
});
