import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { membersOf, parametersFor, stacksOf } from '../../cli/local/account-stack.ts';
import { deployMembers } from '../../cli/local/audit-members.ts';
import { deployLocally } from '../../cli/local/deploy.ts';
import { packagedTemplate } from '../../cli/local/packaged.ts';
import type { CheckId } from '../../core/severities.ts';
import { checkIds } from '../../core/severities.ts';
import { readAccountFile } from '../../emulator/account-file/read-account-file.ts';
import { audited } from './audited.ts';
import { deployed } from './deployment.ts';

const account = readAccountFile(readFileSync('examples/fleet.json', 'utf8'));
const oldImage = '123456789012.dkr.ecr.us-east-1.amazonaws.com/hsm-users:20241001T000000Z-0123456789ab-cli-5.13.0';

/** Of places, topics, quotas and the stack, not of clusters: where each of these finds something. */
const ofNoCluster: Partial<Record<CheckId, string[]>> = {
  'image-outdated': [oldImage],
  'notification-missing': ['arn:aws:sns:us-east-1:123456789012:cloudhsm-lifecycle-dev-outcomes'],
  'quota-near': ['123456789012/us-east-1/hsms'],
  'rule-disabled': ['cloudhsm-lifecycle-dev-run-failed'],
  'trail-missing': ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'].map((region) => `310987654321/${region}`),
};

test('of a fleet of 200 clusters in 12 places every check finds something, and finds it where it is', { timeout: 120_000 }, async () => {
  const deployment = await deployed({ account, parameters: { ...parametersFor(account), HsmUsersImage: oldImage } });
  await deployMembers(deployment.emulator, membersOf(account));
  const { accountId, events } = deployment.home;
  events.rules.switch('cloudhsm-lifecycle-dev-run-failed', 'DISABLED');
  for (const { region } of stacksOf(account))
    await deployLocally(deployment.emulator, await packagedTemplate(), 'dev', {}, deployment.emulator.cloud.at(accountId, region));

  const { findings, found, clusters, places, unread } = await audited(deployment, {}, /./);

  expect([clusters.length, places.length, unread]).toEqual([200, 12, []]);
  expect(checkIds.filter((id) => !found.includes(id))).toEqual([]);
  // each environment is named after the check that it departs from, and `payments` departs from none
  const of = (environment: string) => findings.filter((one) => one.environment === environment).map(({ check }) => check);
  expect(of('payments')).toEqual([]);
  const named = checkIds.filter((id) => clusters.some(({ environment }) => environment === id));
  expect(named.filter((id) => !of(id).includes(id))).toEqual([]);
  expect(named.length).toBeGreaterThan(35);
  for (const [check, resources] of Object.entries(ofNoCluster)) {
    const where = findings.filter((one) => one.check === check).map(({ resource }) => resource);
    expect(where.toSorted(), check).toEqual(resources.toSorted());
  }
});
