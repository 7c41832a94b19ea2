import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { request } from '../local-aws.ts';
import { type Deployment, deployed } from './deployment.ts';
import { production } from './environment-file.ts';

const hour = 3600;
const host = 'i-00000000000000001';

/** How the runs of an intent have ended that start by the clock. */
function startedByClock({ home }: Deployment, intent: string): string[] {
  return [...home.states.executions.values()]
    .filter(({ machine, arn }) => machine.name === `cloudhsm-lifecycle-dev-${intent}` && arn.includes(':due-'))
    .map(({ status }) => status);
}

test('an environment parks in the evening, is back by itself in the morning, its backup is proven and its hosts are configured when that is due', async () => {
  const deployment = await deployed();
  const { home } = deployment;
  deployment.stopClockwork('DueSchedule');
  // it is Monday, nine o'clock in London
  const parking = { at: '20:00', until: '07:00', days: 'mon-fri', timezone: 'Europe/London' };
  const clients = { tags: ['Role=payments'], everyDays: 2 };
  const file = { ...production, parking, backups: { drillEveryDays: 2 }, rotation: { everyDays: 1 }, clients };
  const before = await deployment.run(file);
  expect(before).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [{ path: 'parking' }] } });
  const addresses = async () => {
    const { Clusters } = await request(deployment.emulator, 'cloudhsmv2', 'DescribeClusters');
    return Clusters[0].Hsms.filter(({ State }: any) => State === 'ACTIVE').map(({ EniIp }: any) => EniIp);
  };
  const store = () => [...home.kms.customKeyStores.values()][0]!.state;

  await home.clock.advance(hour * 10);
  expect(await addresses()).toHaveLength(3);
  await home.clock.advance(hour * 2);
  expect([await addresses(), store()]).toEqual([[], 'DISCONNECTED']);
  await home.clock.advance(hour * 8);
  expect(await addresses()).toEqual([]);
  await home.clock.advance(hour * 3);
  expect((await addresses()).toSorted()).toEqual(before.output.cluster.hsms.map(({ ip }) => ip).toSorted());
  expect(store()).toBe('CONNECTED');
  expect(startedByClock(deployment, 'scale')).toEqual(['SUCCEEDED', 'SUCCEEDED']);

  // what somebody else does in the evening is not cut: parking waits for it
  await home.clock.advance(hour * 2);
  expect(startedByClock(deployment, 'rotate')).toEqual(['SUCCEEDED']);
  expect(startedByClock(deployment, 'drill')).toEqual([]);
  const { securityGroupId } = [...home.cloudhsmv2.clusters.values()][0]!;
  const letsOut = [...home.ec2.securityGroups.values()].find(({ groupName }) => groupName === 'default')!.groupId;
  home.ec2.addHost({ id: host, platform: 'ubuntu 24.04', tags: { Role: 'payments' }, securityGroups: [letsOut, securityGroupId] });
  await home.clock.advance(hour * 26);
  expect(startedByClock(deployment, 'drill')).toEqual(['SUCCEEDED']);
  // they were due while it was parked
  expect(startedByClock(deployment, 'clients')).toEqual(['SUCCEEDED']);
  expect(existsSync(join(home.folder, 'hosts', host, 'opt/cloudhsm/etc/cloudhsm-pkcs11.cfg'))).toBe(true);
  expect(startedByClock(deployment, 'scale')).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
});
