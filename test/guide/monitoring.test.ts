import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Monitored } from '../../cli/monitor/monitored.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { type Ended, hsm } from '../e2e/command.ts';
import { deployHere, exampleFile } from '../e2e/deployed-here.ts';
import { needs } from '../foreign-tools/tool.ts';
import { provisioned } from '../workflow/standing.ts';
import { AwsCli, awsCli } from './aws-cli.ts';

// The guide's section "Monitoring CloudHSM" with the real AWS CLI, over an environment that is provisioned; then what the guide leaves
// to the reader: that somebody is told.

const folder = mkdtempSync(join(tmpdir(), 'guide-monitoring-'));
let emulator: Emulator;
let aws: AwsCli;
let cluster: Outcome['cluster'];

const atEmulator = (...parameters: string[]): Promise<Ended> => hsm(parameters, { variables: { AWS_ENDPOINT_URL: emulator.url } });
const later = (time: string) => atEmulator('emulator', 'advance', '--by', time);
const inAlarm = ['cloudwatch', 'describe-alarms', '--state-value', 'ALARM', '--query', 'MetricAlarms[].AlarmName'];

beforeAll(async () => {
  const deployment = await deployHere();
  deployment.stopClockwork('HealthSchedule');
  ({ emulator } = deployment);
  aws = new AwsCli(emulator.url, folder);
  ({ cluster } = (await provisioned(deployment, exampleFile('production'))).made.output);
  await later('3h');
}, 180_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach((context) => needs(context, awsCli));

test('the cluster tells its status', async () => {
  const asked = ['cloudhsmv2', 'describe-clusters', '--filters', `clusterIds=${cluster.id}`, '--query', 'Clusters[].State'];
  expect(await aws.text(...asked)).toBe('ACTIVE');
});

test('CloudWatch has metrics of it, by the hour', async () => {
  const asked = [
    ...['cloudwatch', 'get-metric-statistics', '--namespace', 'AWS/CloudHSM', '--metric-name', 'HsmKeysSessionOccupied'],
    ...['--dimensions', `Name=ClusterId,Value=${cluster.id}`],
    ...['--start-time', '2026-01-05T00:00:00Z', '--end-time', '2026-01-06T00:00:00Z', '--period', '3600', '--statistics', 'Average'],
  ];
  const { Label, Datapoints } = (await aws.json(...asked)) as { Label: string; Datapoints: { Average: number; Unit: string }[] };
  expect(Label).toBe('HsmKeysSessionOccupied');
  expect(Datapoints.length).toBeGreaterThanOrEqual(3);
  expect(Datapoints[0]).toMatchObject({ Average: 0, Unit: 'Count' });
});

test('an HSM that fails raises an alarm and clears it when it is replaced, and `hsm monitor` shows both', async () => {
  expect(await aws.json(...inAlarm)).toEqual([]);
  const failed = await fetch(`${emulator.url}/_emulator/hsms/${cluster.hsms[1]!.id}/fail`, {
    method: 'POST',
    body: JSON.stringify({ replaceAfterSeconds: 3600 }),
  });
  expect(failed.status).toBe(200);
  await later('15m');

  expect(await aws.json(...inAlarm)).toContain('cloudhsm-lifecycle/dev/production/hsm-unhealthy');
  const words = await atEmulator('monitor', 'production');
  expect(words.stdout).toMatch(/an HSM unhealthy +1 +▁+█/);
  expect(words.stdout).toMatch(/\nhsm-unhealthy, since 2026-01-05T\S+Z: Threshold Crossed: 1 out of the last 1 datapoints \[1\.0 \(/);

  await later('2h');
  expect(await aws.json(...inAlarm)).toEqual([]);
  const { alarms, figures } = JSON.parse((await atEmulator('monitor', 'production', '--json')).stdout) as Monitored;
  expect(alarms.find(({ name }) => name === 'hsm-unhealthy')).toMatchObject({ state: 'OK' });
  expect(figures.find(({ name }) => name === 'HsmsActive')?.values.at(-1)).toBe(3);
});

test('the audit log of each HSM can be read', async () => {
  const asked = ['logs', 'filter-log-events', '--log-group-name', `/aws/cloudhsm/${cluster.id}`, '--filter-pattern', 'CN_CREATE_USER'];
  expect(await aws.text(...asked, '--query', 'length(events)')).toMatch(/^[1-9]/);
});
