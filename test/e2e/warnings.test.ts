import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { hsm, project } from './command.ts';
import { deployHere } from './deployed-here.ts';

const file = 'examples/testing.json';

/** An account whose subnets lead out over a transit gateway: what is behind it cannot be seen. */
function account(): AccountFile {
  const { subnetIds, activation } = JSON.parse(readFileSync(join(project, file), 'utf8'));
  const subnets = subnetIds.map((id: string, index: number) => ({ id, availabilityZone: `us-east-1${'ab'[index]}` }));
  const routes = [{ destination: '0.0.0.0/0', target: 'tgw-0123456789abcdef0' }];
  const routeTables = [{ id: 'rtb-0123456789abcdef0', subnets: subnetIds, routes }];
  const securityGroups = activation.securityGroupIds.map((id: string) => ({ id }));
  return { vpcs: [{ id: 'vpc-0123456789abcdef0', subnets, securityGroups, routeTables }] };
}

test('the warnings of the file come before the run, those of what the workflow has found after it, each once', async () => {
  const { emulator } = await deployHere({ account: account() });
  onTestFinished(() => emulator.stop());
  const variables = { AWS_ENDPOINT_URL: emulator.url };

  const { exitCode, stderr } = await hsm(['provision', '-f', file], { variables });

  expect(exitCode, stderr).toBe(0);
  const [before, after, ...others] = stderr.split('\n').filter((line) => line.startsWith('warning: '));
  expect(before).toContain('warning: hsmCount: one HSM is not highly available');
  expect(after).toMatch(/^warning: activation\.network: .*packets leave by tgw-0123456789abcdef0/);
  expect(others).toEqual([]);
  expect(stderr.indexOf(before!)).toBeLessThan(stderr.indexOf('creating the cluster'));
  expect(stderr.indexOf(after!)).toBeGreaterThan(stderr.indexOf('creating the cluster'));

  const watched = await hsm(['watch', 'testing'], { variables });
  expect(watched.stderr.match(/^warning: /gm)).toHaveLength(1);
});
