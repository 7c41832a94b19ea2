import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Followed } from '../../../cli/follow/follow.ts';
import { failed, summarize } from '../../../cli/summary/document.ts';
import type { Target } from '../../../cli/target.ts';
import { LifecycleError } from '../../../core/errors/lifecycle-error.ts';
import { succeeded } from './documents.ts';

const onAws = { region: 'us-east-1', again: '', emulator: undefined, readyAt: performance.now() } as unknown as Target;
const onThisMachine = { ...onAws, emulator: { home: { work: { seconds: () => 2400.04 } } } } as unknown as Target;
const asked = { environment: 'production', intent: 'provision' };
const { environment, outcome, execution, cluster, certificate, backup, keyStore, secrets, created } = succeeded();
const output = { environment, outcome, execution, cluster, certificate, backup, keyStore, secrets, created };

/** An execution that has ended after 40 minutes and 40 seconds. */
function ended(changes: Partial<Followed['execution']> = {}): Followed {
  const [startDate, stopDate] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:40:40Z')];
  const ofExecution = {
    $metadata: {},
    executionArn: 'arn:execution',
    stateMachineArn: 'arn:machine',
    status: 'SUCCEEDED' as const,
    startDate,
    stopDate,
  };
  return { execution: { ...ofExecution, output: JSON.stringify(output), ...changes }, transitions: 400, created: ['cluster-aaaaaaaaaaa'] };
}

test('has no field that docs/integrations.md does not name', () => {
  const told = readFileSync('docs/integrations.md', 'utf8');
  const document = failed('production', 'provision', { name: 'StepFailed', message: 'it broke', remedy: 'mend it' });

  for (const field of [...Object.keys(document), ...Object.keys(document.error!)]) expect(told).toContain(`\`${field}\``);
});

test('holds what the execution answers, with time, steps and cost', () => {
  const document = summarize(onThisMachine, asked, ended());

  expect(document).toEqual({
    ...output,
    intent: 'provision',
    removed: [],
    warnings: [],
    time: { cloudSeconds: 2440, wallSeconds: expect.any(Number), criticalPathSeconds: 2400, overhead: 1.0167 },
    steps: { transitions: 400, price: 0.01 },
    cost: { perHour: 4.8, perMonth: 3505, currency: 'USD' },
  });
});

test('what works on several environments, and was asked for one, names that one', () => {
  const audited = ended({ output: JSON.stringify({ environment: '', intent: 'audit', outcome: 'SUCCEEDED' }) });

  expect(summarize(onAws, { environment: 'production', intent: 'audit' }, audited).environment).toBe('production');
  expect(summarize(onAws, { environment: '', intent: 'audit' }, audited).environment).toBe('');
});

test('on AWS nobody knows the critical path: null, not a guess', () => {
  expect(summarize(onAws, asked, ended()).time).toMatchObject({ criticalPathSeconds: null, overhead: null });
});

test('a price that is guessed says so', () => {
  const document = summarize({ ...onAws, region: 'eu-north-1' }, asked, ended());

  expect(document.cost).toEqual({ perHour: 4.8, perMonth: 3505, currency: 'USD', guessed: true });
});

test('a failed execution gives name, message and remedy apart, and what it had created', () => {
  const { message } = new LifecycleError('CsrChanged', { doing: 'reading', to: 'cluster-1', problem: 'it is gone', remedy: 'wait' });

  const document = summarize(onAws, asked, ended({ status: 'FAILED', error: 'CsrChanged', cause: message, output: undefined }));

  expect(document).toMatchObject({
    environment: 'production',
    outcome: 'FAILED',
    error: { name: 'CsrChanged', message: 'Reading (cluster-1): it is gone', remedy: 'wait' },
    execution: 'arn:execution',
    cluster: null,
    created: ['cluster-aaaaaaaaaaa'],
    steps: { transitions: 400 },
  });
});

test.each([['ABORTED'], ['TIMED_OUT']] as const)('an execution that is %s has that for its error', (status) => {
  expect(summarize(onAws, asked, ended({ status, output: undefined })).error).toEqual({
    name: status,
    message: `the execution ended ${status}`,
    remedy: expect.stringContaining('start the workflow again'),
  });
});

test.each([
  ['scale-hsms', { clusterId: 'cluster-1', hsms: [], created: ['hsm-1'] }],
  ['report-failure', {}],
])('an execution of %s that succeeded claims nothing of the environment', (_, output) => {
  const document = summarize(onAws, asked, ended({ output: JSON.stringify(output) }));

  expect(document).toMatchObject({ outcome: 'SUCCEEDED', cluster: null, keyStore: null });
  expect(document).not.toHaveProperty('error');
});

test('a second start of the same file names the execution that does the work', () => {
  const already = { environment: 'production', outcome: 'ALREADY_RUNNING', execution: 'arn:first' };

  const document = summarize(onAws, asked, ended({ output: JSON.stringify(already) }));

  expect(document).toMatchObject({ outcome: 'ALREADY_RUNNING', execution: 'arn:first', created: [], cluster: null });
  expect(document).not.toHaveProperty('error');
});

test('every document has the same fields, whatever became of the run', () => {
  const error = { name: 'InvalidEnvironment', message: 'hsmCount', remedy: 'mend the file' };

  const fields = Object.keys(summarize(onAws, asked, ended()));

  expect(Object.keys(failed('production', 'provision', error)).toSorted()).toEqual([...fields, 'error'].toSorted());
});

test('a remedy is shown as it has to be typed here, with stage and region', () => {
  const { message } = new LifecycleError('KeysInUse', {
    doing: 'tearing down',
    to: 'production',
    problem: 'it has keys',
    remedy:
      '`npx hsm teardown production --cancel`, `npx hsm teardown production --region eu-west-1`, `npx hsm emulator` or `aws kms list-keys`',
  });
  const there = { ...onAws, again: ' --stage prod --region us-west-2' };
  const of = (cause: string) => summarize(there, asked, ended({ status: 'FAILED', error: 'KeysInUse', cause, output: undefined }));

  expect(of(message).error?.remedy).toBe(
    '`npx hsm teardown production --cancel --stage prod --region us-west-2`, `npx hsm teardown production --region eu-west-1 --stage prod`, `npx hsm emulator` or `aws kms list-keys --region us-west-2`',
  );
  const command = 'npx hsm teardown production';
  const waiting = { environment: 'production', intent: 'teardown', outcome: 'WAITING', waiting: { for: 'keys', command } };
  expect(summarize(there, asked, ended({ output: JSON.stringify(waiting) })).waiting).toEqual({
    for: 'keys',
    command: `${command} --stage prod --region us-west-2`,
  });
});
