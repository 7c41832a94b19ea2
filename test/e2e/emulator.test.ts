import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudHSMV2Client, DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateGetExecutionHistory, paginateListExecutions, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunDocument } from '../../cli/summary/document.ts';
import { exchange } from '../emulator/exchange.ts';
import { openssl } from '../foreign-tools/openssl.ts';
import { needs } from '../foreign-tools/tool.ts';
import { AwsCli, awsCli } from '../guide/aws-cli.ts';
import { request } from '../local-aws.ts';
import { type Ended, hsm, project, type RunningEmulator, run, startEmulatorCommand } from './command.ts';

// One emulator, as `hsm emulator --deploy` leaves it running: the tests act on it one after the other. AWS takes a tenth of its time.

const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const file = join(project, 'examples/production.json');
const stateMachine = 'arn:aws:states:us-east-1:123456789012:stateMachine:cloudhsm-lifecycle-dev-provision';
let emulator: RunningEmulator;
let aws: AwsCli;
let first: RunDocument;

beforeAll(async () => {
  emulator = await startEmulatorCommand('--deploy', '--durations', '0.1');
  aws = new AwsCli(emulator.url, folder);
  const provisioned = await atEmulator('provision', '-f', file, '--json');
  expect(provisioned.exitCode, provisioned.stderr).toBe(0);
  first = JSON.parse(provisioned.stdout) as RunDocument;
});

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a file is provisioned at AWS_ENDPOINT_URL as it is on AWS: the critical path is not known', () => {
  expect(first).toMatchObject({ outcome: 'SUCCEEDED', keyStore: { state: 'CONNECTED', proof: true } });
  expect(first.created).toHaveLength(12);
  expect(first.time).toMatchObject({ criticalPathSeconds: null, overhead: null });
});

test('the same file provisioned again adopts everything and creates nothing', async () => {
  const { exitCode, stdout } = await atEmulator('provision', '-f', file, '--json');
  expect(exitCode).toBe(0);
  const second = JSON.parse(stdout) as RunDocument;
  expect(second).toMatchObject({
    outcome: 'SUCCEEDED',
    created: [],
    cluster: first.cluster,
    secrets: first.secrets,
    keyStore: first.keyStore,
  });
  expect(second.execution).not.toBe(first.execution);
});

test('the AWS CLI starts the same workflow with the bare file', async (context) => {
  needs(context, awsCli);
  const started = ['--state-machine-arn', stateMachine, '--name', 'by-hand', '--input', `file://${file}`, '--query', 'executionArn'];
  const execution = await aws.text('stepfunctions', 'start-execution', ...started);
  await aws.until('SUCCEEDED', 'stepfunctions', 'describe-execution', '--execution-arn', execution, '--query', 'status');
  const watched = await atEmulator('watch', execution, '--json');
  expect(watched.exitCode).toBe(0);
  expect(JSON.parse(watched.stdout)).toMatchObject({ execution, outcome: 'SUCCEEDED', created: [], cluster: first.cluster });
});

test('the AWS CLI asks for the same environment by an event', async (context) => {
  needs(context, awsCli);
  const before = await statuses();
  const entry = { Source: 'cloudhsm.lifecycle', DetailType: 'Environment Requested', Detail: readFileSync(file, 'utf8') };
  writeFileSync(join(folder, 'entries.json'), JSON.stringify([entry]));
  expect(await aws.text('events', 'put-events', '--entries', 'file://entries.json', '--query', 'FailedEntryCount')).toBe('0');
  await aws.until([...before, 'SUCCEEDED'].join('\t'), ...listStatuses());
});

test('the AWS CLI alone encrypts and decrypts with the new key', async (context) => {
  needs(context, awsCli);
  writeFileSync(join(folder, 'plain'), 'sensitive data');
  const keyId = first.keyStore!.keyArn;
  const ciphertext = await aws.text('kms', 'encrypt', '--key-id', keyId, '--plaintext', 'fileb://plain', '--query', 'CiphertextBlob');
  writeFileSync(join(folder, 'cipher'), Buffer.from(ciphertext, 'base64'));
  const plaintext = await aws.text('kms', 'decrypt', '--ciphertext-blob', 'fileb://cipher', '--query', 'Plaintext');
  expect(Buffer.from(plaintext, 'base64').toString()).toBe('sensitive data');
});

test("openssl accepts the cluster's certificate against the CA that the file names", async (context) => {
  needs(context, awsCli, openssl);
  const { certificateAuthority } = JSON.parse(readFileSync(file, 'utf8')) as { certificateAuthority: { arn: string } };
  const authority = ['--certificate-authority-arn', certificateAuthority.arn, '--query', 'Certificate'];
  const anchor = await aws.text('acm-pca', 'get-certificate-authority-certificate', ...authority);
  const ofCluster = ['--filters', `clusterIds=${first.cluster!.id}`, '--query', 'Clusters[0].Certificates.ClusterCertificate'];
  const certificate = await aws.text('cloudhsmv2', 'describe-clusters', ...ofCluster);
  writeFileSync(join(folder, 'anchor.pem'), `${anchor}\n`);
  writeFileSync(join(folder, 'cluster.pem'), `${certificate}\n`);
  const verified = await run('openssl', ['verify', '-CAfile', 'anchor.pem', 'cluster.pem'], { folder });
  expect(verified).toMatchObject({ exitCode: 0, stdout: 'cluster.pem: OK\n' });
});

test('no secret value stands in any execution history', async () => {
  const secrets = new SecretsManagerClient(connection());
  const values = await Promise.all(
    Object.values(first.secrets).map(async (SecretId) => {
      const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
      return (JSON.parse(SecretString) as { password: string }).password;
    }),
  );
  expect(values).toHaveLength(5);
  for (const value of values) expect(value.length).toBeGreaterThanOrEqual(8);
  const { histories, executions } = await everyHistory(new SFNClient(connection()));
  expect(executions).toBeGreaterThanOrEqual(6); // with the parts
  expect(histories).toContain(first.cluster!.id);
  for (const value of values) expect(histories.includes(value)).toBe(false);
  expect(histories).not.toMatch(/PRIVATE KEY|PreCoPassword/);
});

test('status lists the executions, newest first, for people and for programs', async () => {
  const started = awsCli.found() ? 4 : 2;
  const { stdout, exitCode } = await atEmulator('status', '--json');
  expect(exitCode).toBe(0);
  const executions = JSON.parse(stdout) as Record<string, string>[];
  expect(executions).toHaveLength(started);
  for (const execution of executions) expect(execution).toMatchObject({ environment: 'production', status: 'SUCCEEDED', error: '' });
  expect(executions.at(-1)).toMatchObject({ execution: first.execution });
  expect(executions.map(({ startedAt }) => startedAt)).toEqual(
    executions
      .map(({ startedAt }) => startedAt)
      .toSorted()
      .toReversed(),
  );

  const { stdout: lines } = await atEmulator('status', 'production');
  const [header = '', ...rows] = lines.trimEnd().split('\n');
  expect(header.split(/ {2,}/)).toEqual(['STARTED', 'ENVIRONMENT', 'INTENT', 'STATUS', 'TIME']);
  expect(rows).toHaveLength(started);
  for (const row of rows) expect(row).toMatch(/^2026-01-05 \d\d:\d\d {2}production {3}provision {2}SUCCEEDED {2}\d+ (min|s)/);
  expect((await atEmulator('status', 'staging')).stdout).toContain('no execution of staging yet');
});

test('a day that passes brings the daily backup', async () => {
  const backups = async () => (await cloudhsm.send(new DescribeBackupsCommand({ Filters: { clusterIds: [first.cluster!.id] } }))).Backups!;
  const cloudhsm = new CloudHSMV2Client(connection());
  await stopClockwork();
  const before = (await backups()).length;
  const { exitCode, stdout } = await atEmulator('emulator', 'advance', '--by', '24h');
  expect(exitCode).toBe(0);
  expect(Date.parse(stdout.trim()) - Date.parse(first.backup!.createdAt)).toBeGreaterThanOrEqual(24 * 3600 * 1000);
  expect(await backups()).toHaveLength(before + 1);
});

test('it answers by a further name, and its time begins when it is told', async ({ onTestFinished }) => {
  const other = await startEmulatorCommand('--host', 'aws.test', '--time', '2026-06-01T09:00:00Z');
  onTestFinished(() => void other.stop());
  const asked = (host: string) => exchange(`${other.url}/_emulator/health`, { method: 'GET', headers: { host } });
  const { status, text } = await asked('aws.test:4566');
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ now: '2026-06-01T09:00:00.000Z' });
  expect((await asked('other.test')).status).toBe(403);
});

function atEmulator(...parameters: string[]): Promise<Ended> {
  return hsm(parameters, { variables: { AWS_ENDPOINT_URL: emulator.url } });
}

/** Every few minutes of a day: that has tests of its own. */
async function stopClockwork(): Promise<void> {
  const place = { url: emulator.url, home: { region: 'us-east-1' } };
  const { Rules } = (await request(place, 'events', 'ListRules')) as { Rules: { Name: string; ScheduleExpression?: string }[] };
  for (const { Name, ScheduleExpression } of Rules) if (ScheduleExpression) await request(place, 'events', 'DisableRule', { Name });
}

function connection() {
  return { endpoint: emulator.url, region: 'us-east-1', credentials: { accessKeyId: 'person', secretAccessKey: 'secret' } };
}

function listStatuses(): string[] {
  return ['stepfunctions', 'list-executions', '--state-machine-arn', stateMachine, '--query', 'executions[].status'];
}

async function statuses(): Promise<string[]> {
  return (await aws.text(...listStatuses())).split('\t');
}

/** The text of every history, the parts' included. */
async function everyHistory(client: SFNClient): Promise<{ histories: string; executions: number }> {
  const arns: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    for (const { stateMachineArn } of stateMachines) {
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
        arns.push(...executions.map(({ executionArn = '' }) => executionArn));
      }
    }
  }
  const texts: string[] = [];
  for (const executionArn of arns) {
    for await (const { events } of paginateGetExecutionHistory({ client }, { executionArn, includeExecutionData: true })) {
      texts.push(JSON.stringify(events));
    }
  }
  return { histories: texts.join('\n'), executions: arns.length };
}
