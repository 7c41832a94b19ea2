import { DescribeExecutionCommand, ListStateMachinesCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { audit } from '../../../cli/intents/audit.ts';
import { runIntent } from '../../../cli/run.ts';
import { sfn } from '../aws.ts';

const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:cloudhsm-lifecycle-dev-audit';
const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-audit:run';

beforeEach(() => {
  sfn.reset();
  sfn.on(ListStateMachinesCommand).resolves({
    stateMachines: [{ name: 'cloudhsm-lifecycle-dev-audit', stateMachineArn: machine, type: 'STANDARD', creationDate: new Date(0) }],
  });
  sfn.on(StartExecutionCommand).resolves({ executionArn, startDate: new Date(0) });
});

test.each([
  ['an audit of everything', '', `npx hsm watch ${executionArn}`],
  ['an audit of one environment', 'production', 'npx hsm watch production'],
])('%s says how to watch it where contact is lost', async (_, environment, command) => {
  sfn.on(DescribeExecutionCommand).rejects(Object.assign(new Error('expired'), { name: 'ExpiredTokenException' }));
  const written = { stdout: '', stderr: '' };
  for (const output of ['stdout', 'stderr'] as const)
    vi.spyOn(process[output], 'write').mockImplementation((text) => {
      written[output] += String(text);
      return true;
    });
  onTestFinished(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  await runIntent(audit, () => ({ environment, input: '{}', warnings: [] }), { stage: 'dev', json: true });

  // to be copied as it is: a no-break space would be part of a word
  const error = { name: 'ContactLost', remedy: `watch it: ${command}` };
  expect(JSON.parse(written.stdout)).toMatchObject({ execution: executionArn, error });
  expect(written.stderr).toContain(`watch it: ${command}\n`);
});
