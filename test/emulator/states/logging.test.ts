import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { finish, machineRole, start } from './executions.ts';

const destination = { cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:machines:*' } };
const fail = { Q: { Type: 'Pass', Output: { secret: 's' }, Next: 'No' }, No: { Type: 'Fail', Error: 'E', Cause: 'C' } };

async function create(aws: Emulator, loggingConfiguration: object, roleArn = machineRole): Promise<string> {
  const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Q', States: fail });
  const machine = { name: 'logged', definition, roleArn, loggingConfiguration };
  return (await request(aws, 'stepfunctions', 'CreateStateMachine', machine)).stateMachineArn;
}

/** What a machine that fails leaves in its log group. */
async function lines(configuration: object) {
  const aws = await localAws();
  aws.home.logs.createGroup('machines');
  const { executionArn, events } = await finish(
    aws,
    await start(aws, await create(aws, { destinations: [destination], ...configuration })),
  );
  const streams = [...aws.home.logs.group('machines').streams.values()];
  return { executionArn, events, streams, lines: streams.flatMap((stream) => stream.events.map(({ message }) => JSON.parse(message))) };
}

describe('the log of a state machine', () => {
  it('has every event of its executions, with their data where that is wanted', async () => {
    const { executionArn, events, streams, lines: logged } = await lines({ level: 'ALL', includeExecutionData: true });
    expect(streams.map(({ name }) => name)).toEqual([expect.stringMatching(/^states\/logged\/2026-01-05-09-00\/[0-9a-f]{8}$/)]);
    expect(logged.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    expect(logged[2]).toEqual({
      id: '3',
      type: 'PassStateExited',
      details: { name: 'Q', output: '{"secret":"s"}', outputDetails: { truncated: false } },
      previous_event_id: '2',
      event_timestamp: String(events[2].timestamp * 1000),
      execution_arn: executionArn,
      redrive_count: '0',
    });
  });

  it('has no data otherwise', async () => {
    const { lines: logged } = await lines({ level: 'ALL' });
    expect(logged[2].details).toEqual({ name: 'Q' });
    expect(logged.at(-1).details).toEqual({ error: 'E', cause: 'C' });
  });

  it('has failures only at the level ERROR, and the end of a failed execution at FATAL', async () => {
    const types = async (level: string) => (await lines({ level })).lines.map(({ type }) => type);
    expect(await types('ERROR')).toEqual(['FailStateEntered', 'ExecutionFailed']);
    expect(await types('FATAL')).toEqual(['ExecutionFailed']);
    expect(await types('OFF')).toEqual([]);
  });

  it('keeps no execution from running where its group is deleted', async () => {
    const aws = await localAws();
    aws.home.logs.createGroup('machines');
    const machine = await create(aws, { level: 'ALL', destinations: [destination] });
    await request(aws, 'logs', 'DeleteLogGroup', { logGroupName: 'machines' });
    expect(await finish(aws, await start(aws, machine))).toMatchObject({ status: 'FAILED', error: 'E' });
    expect([...aws.home.logs.groups.keys()]).toEqual([]);
  });

  it('needs one log group that exists, and a role that may log there', async () => {
    const aws = await localAws();
    const refused = (configuration: object, why: string) =>
      expect(create(aws, configuration)).rejects.toMatchObject({
        code: 'InvalidLoggingConfiguration',
        message: `Invalid Logging Configuration: ${why}`,
      });
    for (const destinations of [undefined, [], [destination, destination]]) {
      await refused({ level: 'ALL', destinations }, 'Must specify exactly one Log Destination.');
    }
    await refused({ level: 'ERROR', destinations: [destination] }, 'Log Destination not found.');
    aws.home.logs.createGroup('machines');
    const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const roleArn = aws.home.iam.putRole({ roleName: 'silent', assumeRolePolicy, policies: [] } as never);
    const silent = create(aws, { level: 'ALL', destinations: [destination] }, roleArn);
    await expect(silent).rejects.toMatchObject({ code: 'AccessDeniedException' });
    const stateMachineArn = await create(aws, {});
    const { loggingConfiguration } = await request(aws, 'stepfunctions', 'DescribeStateMachine', { stateMachineArn });
    expect(loggingConfiguration).toEqual({ level: 'OFF', includeExecutionData: false });
  });
});
