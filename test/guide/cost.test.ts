import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CostReport } from '../../core/cost/cost-report.ts';
import { hsm } from '../e2e/command.ts';
import { deployHere, exampleFile } from '../e2e/deployed-here.ts';
import type { Deployment } from '../workflow/deployment.ts';
import { provisioned } from '../workflow/standing.ts';

// What a guide to CloudHSM says of cost: about $1.50 an HSM and hour, roughly $1,100 a month, at least two; a key of KMS is $1 a month.

let deployment: Deployment;

beforeAll(async () => {
  deployment = await deployHere();
}, 120_000);

afterAll(async () => {
  await deployment?.emulator.stop();
});

const atEmulator = (...parameters: string[]) => hsm(parameters, { variables: { AWS_ENDPOINT_URL: deployment.emulator.url } });
const report = async (...parameters: string[]) => JSON.parse((await atEmulator('cost', ...parameters, '--json')).stdout) as CostReport;

test('costs what the guide says, by part, and says what parking would save', { timeout: 120_000 }, async () => {
  await provisioned(deployment, exampleFile('production'));
  const { perHour, perMonth, monthToDate, forecast, parts, savings, currency, pricesAsOf } = await report('production');

  const [hsms, keys] = parts;
  expect([hsms!.quantity, keys!.quantity, currency]).toEqual([3, 1, 'USD']);
  expect(hsms!.unitPrice).toBeGreaterThanOrEqual(1.5);
  expect(hsms!.unitPrice * 730).toBeLessThan(1200);
  expect(keys!.unitPrice).toBe(1);
  expect(perMonth).toBeGreaterThan(2200);
  expect(perHour).toBeCloseTo(perMonth / 730, 2);
  expect(monthToDate).toBeLessThan(forecast);
  expect(savings).toContainEqual({ what: expect.stringMatching(/^park cluster-/), perMonth: expect.any(Number) });
  expect(pricesAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);

  const { stdout } = await atEmulator('cost', '--all');
  expect(stdout).toMatch(/^everything in us-east-1: USD \d+\.\d\d an hour/);
  expect(stdout).toMatch(/USD \d+\.\d\d a month: park/);
});

test('names what it needs, and what there is none of', async () => {
  const unnamed = await atEmulator('cost');
  expect([unnamed.exitCode, unnamed.stderr]).toEqual([2, expect.stringContaining('name an environment, or give --all')]);
  const unknown = await atEmulator('cost', 'nobodys', '--json');
  expect([unknown.exitCode, JSON.parse(unknown.stdout).error.name]).toEqual([2, 'NoSuchEnvironment']);
});
