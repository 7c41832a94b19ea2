import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { localAws } from '../../local-aws.ts';
import { double } from './target-double.ts';

const machineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:provision';
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:release-lease';
const requested = { source: 'cloudhsm.lifecycle', detailType: 'Environment Requested', detail: { name: 'production' } };
const eventPattern = { source: ['cloudhsm.lifecycle'] };

/** A role of the rule's, and what its one policy allows. */
function ruleRole(emulator: Emulator, action: string, trusted = 'events.amazonaws.com'): string {
  return emulator.home.iam.putRole({
    roleName: 'start-provision',
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: trusted }, Action: 'sts:AssumeRole' }] },
    policies: [{ policyName: 'start', policyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] } }],
  });
}

function deadLetters(emulator: Emulator, arn: string) {
  return emulator.home.sqs.messages(arn).map(({ body, attributes }) => ({
    event: JSON.parse(body),
    ...Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue])),
  }));
}

describe('a delivery', () => {
  it('starts an execution under the rule’s role, named after the event, with the part of the event asked for', async () => {
    const emulator = await localAws();
    const { events, clock, random } = emulator.home;
    const started = double('stepfunctions', 'StartExecution', () => ({ executionArn: 'arn', startDate: new Date(0) }));
    const RoleArn = ruleRole(emulator, 'states:StartExecution');
    events.rules.put({ name: 'requested', eventPattern, targets: [{ Id: 'provision', Arn: machineArn, RoleArn, InputPath: '$.detail' }] });
    const id = events.emit(requested);
    await clock.idle();
    expect(started).toHaveLength(1);
    const { input, call } = started[0]!;
    const name = `${id}_${random.uuid('rule-execution', id, 'requested', 'provision')}`;
    expect(input).toEqual({ stateMachineArn: machineArn, name, input: '{"name":"production"}' });
    expect(call.caller).toMatchObject({ kind: 'role', roleArn: RoleArn });
    expect(name.length).toBeLessThanOrEqual(80);
  });

  it('comes twice where a test wants it, and starts an execution each time', async () => {
    const emulator = await localAws();
    const { events, clock } = emulator.home;
    const started = double('stepfunctions', 'StartExecution', () => ({ executionArn: 'arn', startDate: new Date(0) }));
    const RoleArn = ruleRole(emulator, 'states:StartExecution');
    events.rules.put({ name: 'requested', eventPattern, targets: [{ Id: 'provision', Arn: machineArn, RoleArn }] });
    events.deliveries.repeat({ rule: 'requested', skip: 1, afterSeconds: 90 });
    const [once, twice] = [events.emit(requested), events.emit(requested)];
    await clock.idle();
    const names = started.map(({ input }) => (input as { name: string }).name);
    expect(names.map((name) => name.slice(0, 36)).toSorted()).toEqual([once, twice, twice].toSorted());
    expect(new Set(names).size).toBe(3);
    expect(events.deliveries.begun).toEqual([once, twice].map((event) => ({ rule: 'requested', event })));
  });

  it('invokes a function that lets the rule in, and no other', async () => {
    const emulator = await localAws();
    const { events, clock, iam } = emulator.home;
    const invoked = double('lambda', 'Invoke', () => ({ StatusCode: 202, Payload: Buffer.alloc(0) }));
    const ruleArn = events.rules.put({ name: 'requested', eventPattern, targets: [{ Id: 'function', Arn: functionArn }] });
    iam.resourcePolicies.guard(functionArn);
    events.emit(requested);
    await clock.idle();
    expect(invoked).toHaveLength(0);
    expect(events.deliveries.failed).toMatchObject([{ ruleArn, targetArn: functionArn, errorCode: 'NO_PERMISSIONS', kept: false }]);
    iam.resourcePolicies.put(functionArn, 'events', {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: functionArn,
          Condition: { ArnLike: { 'aws:SourceArn': ruleArn } },
        },
      ],
    });
    const id = events.emit(requested);
    await clock.idle();
    expect(invoked).toMatchObject([{ input: { FunctionName: functionArn, InvocationType: 'Event' } }]);
    expect(JSON.parse(invoked[0]!.input.Payload)).toMatchObject({ id, detail: { name: 'production' } });
  });

  it('publishes to a topic and writes to a log group', async () => {
    const emulator = await localAws();
    const { events, clock, sns, logs } = emulator.home;
    const topic = sns.createTopic('outcomes');
    logs.createGroup('/aws/events/all');
    const group = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/all';
    events.rules.put({
      name: 'requested',
      eventPattern,
      targets: [
        { Id: 'topic', Arn: topic, InputPath: '$.detail.name' },
        { Id: 'log', Arn: group },
      ],
    });
    const id = events.emit(requested);
    await clock.idle();
    expect(sns.messages(topic)).toMatchObject([{ message: '"production"' }]);
    const logged = [...logs.groups.get('/aws/events/all')!.streams.values()].flatMap((stream) => stream.events);
    expect(logged.map(({ message }) => JSON.parse(message).id)).toEqual([id]);
  });

  it('does not happen for a rule that is switched off or that does not match', async () => {
    const emulator = await localAws();
    const { events, clock, sqs } = emulator.home;
    const inbox = sqs.createQueue('inbox');
    const targets = [{ Id: 'inbox', Arn: inbox }];
    events.rules.put({ name: 'off', eventPattern, state: 'DISABLED', targets });
    events.rules.put({ name: 'other', eventPattern: { source: ['aws.states'] }, targets });
    events.emit(requested);
    await clock.idle();
    expect(sqs.messages(inbox)).toEqual([]);
  });

  it('is tried again after throttling, later each time', async () => {
    const emulator = await localAws();
    const { events, clock } = emulator.home;
    const times: number[] = [];
    double('lambda', 'Invoke', () => {
      times.push(clock.now());
      if (times.length < 6) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
      return { StatusCode: 202, Payload: Buffer.alloc(0) };
    });
    events.rules.put({ name: 'requested', eventPattern, targets: [{ Id: 'function', Arn: functionArn }] });
    events.emit(requested);
    await clock.idle();
    const waits = times.slice(1).map((time, index) => time - times[index]!);
    expect(waits).toHaveLength(5);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(events.deliveries.failed).toEqual([]);
  });

  it('ends in the dead-letter queue when its retries are used up', async () => {
    const emulator = await localAws();
    const { events, clock, sqs } = emulator.home;
    const invoked = double('lambda', 'Invoke', () => {
      throw new AwsError('ServiceException', 'broken', { status: 500 });
    });
    const letters = sqs.createQueue('dead-letters');
    const ruleArn = events.rules.put({
      name: 'requested',
      eventPattern,
      targets: [{ Id: 'function', Arn: functionArn, DeadLetterConfig: { Arn: letters }, RetryPolicy: { MaximumRetryAttempts: 2 } }],
    });
    const id = events.emit(requested);
    await clock.idle();
    expect(invoked).toHaveLength(3);
    expect(deadLetters(emulator, letters)).toEqual([
      {
        event: expect.objectContaining({ id, detail: { name: 'production' } }),
        RULE_ARN: ruleArn,
        TARGET_ARN: functionArn,
        ERROR_CODE: 'ERROR_FROM_TARGET',
        ERROR_MESSAGE: 'broken',
        RETRY_ATTEMPTS: '2',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      },
    ]);
  });

  it('ends when the event is too old', async () => {
    const emulator = await localAws();
    const { events, clock, sqs } = emulator.home;
    double('lambda', 'Invoke', () => {
      throw new AwsError('ServiceException', 'broken', { status: 500 });
    });
    const letters = sqs.createQueue('dead-letters');
    const target = { Id: 'function', Arn: functionArn, DeadLetterConfig: { Arn: letters }, RetryPolicy: { MaximumEventAgeInSeconds: 60 } };
    events.rules.put({ name: 'requested', eventPattern, targets: [target] });
    const start = clock.now();
    events.emit(requested);
    await clock.idle();
    expect(deadLetters(emulator, letters)).toMatchObject([{ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' }]);
    expect((clock.now() - start) / 1000).toBeCloseTo(60, 3);
  });

  it('gives up after a day by itself', async () => {
    const emulator = await localAws();
    const { events, clock } = emulator.home;
    const invoked = double('lambda', 'Invoke', () => {
      throw new AwsError('ServiceException', 'broken', { status: 500 });
    });
    events.rules.put({ name: 'requested', eventPattern, targets: [{ Id: 'function', Arn: functionArn }] });
    const start = clock.now();
    events.emit(requested);
    await clock.idle();
    expect(events.deliveries.failed).toMatchObject([{ errorCode: 'ERROR_FROM_TARGET', kept: false }]);
    expect(invoked.length).toBeGreaterThan(100);
    expect((clock.now() - start) / 1000).toBeLessThanOrEqual(86_400.001);
  });

  it.each([
    ['a role that EventBridge may not assume', 'states:StartExecution', 'lambda.amazonaws.com', 'FAILED_TO_ASSUME_ROLE'],
    ['a role without the permission', 'states:StopExecution', 'events.amazonaws.com', 'NO_PERMISSIONS'],
    ['a machine that is not there', 'states:StartExecution', 'events.amazonaws.com', 'NO_RESOURCE'],
  ])('goes to the dead-letter queue at once for %s', async (_, action, trusted, code) => {
    const emulator = await localAws();
    const { events, clock, sqs } = emulator.home;
    double('stepfunctions', 'StartExecution', () => {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    });
    const letters = sqs.createQueue('dead-letters');
    const RoleArn = ruleRole(emulator, action, trusted);
    const target = { Id: 'provision', Arn: machineArn, RoleArn, InputPath: '$.detail', DeadLetterConfig: { Arn: letters } };
    events.rules.put({ name: 'requested', eventPattern, targets: [target] });
    const start = clock.now();
    events.emit(requested);
    await clock.idle();
    const [letter, ...more] = deadLetters(emulator, letters);
    expect(letter).toMatchObject({ ERROR_CODE: code, RETRY_ATTEMPTS: '0', event: { 'detail-type': 'Environment Requested' } });
    expect(letter).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
    expect(more).toEqual([]);
    expect(clock.now() - start).toBeLessThan(1000);
  });

  it('is lost where the dead-letter queue takes no event so long', async () => {
    const emulator = await localAws();
    const { events, clock, sqs } = emulator.home;
    const letters = sqs.createQueue('dead-letters', { MaximumMessageSize: '1024' });
    const target = { Id: 'gone', Arn: 'arn:aws:sqs:us-east-1:123456789012:gone', DeadLetterConfig: { Arn: letters } };
    events.rules.put({ name: 'requested', eventPattern, targets: [target] });
    events.emit({ ...requested, detail: { name: 'a'.repeat(1_024) } });
    await clock.idle();
    expect(events.deliveries.failed).toMatchObject([{ errorCode: 'NO_RESOURCE', kept: false }]);
  });

  it('is lost where the dead-letter queue does not let EventBridge in', async () => {
    const emulator = await localAws();
    const { events, clock, sqs, iam } = emulator.home;
    const letters = sqs.createQueue('dead-letters');
    iam.resourcePolicies.guard(letters);
    const target = { Id: 'gone', Arn: 'arn:aws:sqs:us-east-1:123456789012:gone', DeadLetterConfig: { Arn: letters } };
    events.rules.put({ name: 'requested', eventPattern, targets: [target] });
    events.emit(requested);
    await clock.idle();
    expect(sqs.messages(letters)).toEqual([]);
    expect(events.deliveries.failed).toMatchObject([{ errorCode: 'NO_RESOURCE', kept: false }]);
  });
});
