import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Cluster } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment({ byTheClock: 'DueSchedule' });
const file = withoutKeyStore();
const payments = ['i-00000000000000001', 'i-00000000000000002', 'i-00000000000000003'];
const clients = (request: object) => deployment().run({ environment: file.name, ...request }, 'clients');
const cluster = (): Cluster => [...deployment().home.cloudhsmv2.clusters.values()][0]!;
/** With its VPC's default group, which lets it out, and the cluster's. */
const inside = () => {
  const { securityGroups } = deployment().home.ec2;
  const usual = [...securityGroups.values()].find(({ groupName }) => groupName === 'default')!;
  return [usual.groupId, cluster().securityGroupId];
};
const rootOf = (id: string) => join(deployment().home.folder, 'hosts', id);

beforeAll(async () => {
  const { ec2 } = deployment().home;
  const tags = { Role: 'payments' };
  ec2.addHost({ id: payments[0]!, platform: 'ubuntu 24.04', architecture: 'aarch64', tags });
  ec2.addHost({ id: payments[1]!, platform: 'amzn 2023', tags });
  ec2.addHost({ id: payments[2]!, platform: 'rhel 9.4', tags, describesClusters: false });
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
}, 60_000);

/** Every file of a host that a client reads, with its text. */
function configurationOf(id: string): [string, string][] {
  const etc = join(rootOf(id), 'opt/cloudhsm/etc');
  return readdirSync(etc)
    .toSorted()
    .filter((name) => statSync(join(etc, name)).isFile())
    .map((name) => [name, readFileSync(join(etc, name), 'utf8')]);
}

test('hosts get the client, configured and proven, and are let in where that is asked for; the second time changes nothing', async () => {
  const first = await clients({ tags: ['Role=payments'], attachSecurityGroup: true });
  expect(first).toMatchObject({ status: 'SUCCEEDED', output: { clients: { version: '5.18.0', attached: payments, association: null } } });
  const [ubuntu, amazon, redHat] = first.output.clients!.hosts;
  expect(ubuntu).toMatchObject({ platform: 'Ubuntu 24.04', inGroup: true });
  expect(amazon!.changed).toEqual([
    'cloudhsm-cli 5.18.0 installed',
    'cloudhsm-pkcs11 5.18.0 installed',
    'customerCA.crt written',
    `cli configured by the id ${cluster().clusterId}`,
    `pkcs11 configured by the id ${cluster().clusterId}`,
  ]);
  expect(amazon!.found.join('\n')).toMatch(/availability check is off, since the cluster has fewer than three HSMs\nthe HSMs answer$/);
  expect(redHat!.changed.at(-1)).toMatch(/^pkcs11 configured by the addresses 10\.\S+ 10\.\S+: this host may not ask CloudHSM/);
  const before = payments.map(configurationOf);
  expect(before[0]!.map(([name]) => name)).toContain('cloudhsm-pkcs11.cfg');

  const second = await clients({ tags: ['Role=payments'], attachSecurityGroup: true });
  expect(second.output.clients).toMatchObject({ attached: [], hosts: payments.map((id) => ({ id, changed: [] })) });
  expect(payments.map(configurationOf)).toEqual(before);
});

test('a host that cannot be configured is named with what is wrong, and stops no other', async () => {
  const { ec2 } = deployment().home;
  const broken: [string, object, RegExp][] = [
    ['i-0000000000000000a', { online: false }, /is offline: its agent answered last at 20\d\d-/],
    ['i-0000000000000000b', { platform: 'windows 2022' }, /runs Microsoft Windows Server: only Linux hosts are configured/],
    ['i-0000000000000000c', { platform: 'alpine 3.20' }, /failed: Client SDK 5 has no packages for alpine 3\.20/],
    ['i-0000000000000000d', { tamperedDownloads: true }, /is not the package that AWS publishes as 5\.18\.0/],
    [
      'i-0000000000000000e',
      { securityGroups: undefined },
      /does it have the cluster's security group\?.*it does not have the cluster's security group sg-/,
    ],
    ['i-0000000000000000f', { managed: false }, /Systems Manager does not know it/],
    [
      'i-00000000000000012',
      { platform: 'ubuntu 26.04' },
      /no SHA-256 of cloudhsm-cli 5\.18\.0 for u26\.04 on amd64: add the one that AWS publishes, or have it taken as it comes \(clients\.unverified/,
    ],
  ];
  for (const [id, differs] of broken) ec2.addHost({ id, platform: 'amzn 2023', securityGroups: inside(), ...differs });
  ec2.addHost({ id: 'i-00000000000000010', platform: 'ubuntu 22.04', securityGroups: inside() });

  const run = await clients({ hosts: [...broken.map(([id]) => id), 'i-00000000000000010'] });

  expect(run).toMatchObject({ error: 'HostsNotConfigured', message: expect.stringContaining('7 of 8 hosts are not configured') });
  for (const [id, , words] of broken) expect(run.message).toMatch(new RegExp(`${id} \\([^)]+\\): .*${words.source}`));
  expect(run.message).not.toContain('i-00000000000000010 (');
  expect(configurationOf('i-00000000000000010').map(([name]) => name)).toContain('cloudhsm-cli.cfg');
  // nobody was let in whom nobody has asked to let in
  const outside = ec2.networkInterfaces.get(ec2.instances.get('i-0000000000000000e')!.eniId)!;
  expect(outside.groupIds).not.toContain(cluster().securityGroupId);
});

test('what cannot be meant is refused before any host is asked', async () => {
  const before = deployment().home.ssm.commands.size;
  expect(await clients({ tags: ['Role=nobody'] })).toMatchObject({ error: 'NoHostsMatch' });
  expect(await clients({})).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('says which hosts are meant') });
  expect(await clients({ hosts: ['web-1'] })).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('hosts.0: "web-1" is not accepted; is not the id of a host'),
  });
  await deployment().run({ ...file, clients: { version: '5.17.0', tags: ['Role=payments'] } });
  expect(await clients({})).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('clients.version: no SHA-256 is known of Client SDK 5.17.0; write 5.18.0'),
  });
  expect(deployment().home.ssm.commands.size).toBe(before);
});

test('an association keeps hosts configured, those to come too, until the file stops asking for it', async () => {
  const { home } = deployment();
  const kept = () => [...home.ssm.associations.values()];
  await deployment().run({ ...file, clients: { tags: ['Role=payments'], keepConfigured: true } });
  const { output } = await clients({});
  expect(kept()).toMatchObject([
    { associationId: output.clients!.association, Targets: [{ Key: 'tag:Role', Values: ['payments'] }], version: 1 },
  ]);
  expect(output.created).toEqual([output.clients!.association]);

  await clients({});
  expect(kept()).toMatchObject([{ version: 1 }]);
  home.ec2.addHost({
    id: 'i-00000000000000011',
    platform: 'ubuntu 22.04',
    tags: { Role: 'payments' },
    securityGroups: inside(),
  });
  await home.clock.advance(13 * 3600);
  await home.clock.idle();
  expect(configurationOf('i-00000000000000011').map(([name]) => name)).toContain('cloudhsm-pkcs11.cfg');

  await deployment().run({ environment: file.name, hsms: 3 }, 'scale');
  await clients({});
  expect(kept()).toMatchObject([{ version: 2, Parameters: { AvailabilityCheck: ['on'] } }]);

  await deployment().run({ ...file, hsmCount: 3, clients: { tags: ['Role=payments'] } });
  await clients({});
  expect(kept()).toEqual([]);
});

test('a teardown takes the association along', async () => {
  const { home } = deployment();
  await deployment().run({ ...file, hsmCount: 3, clients: { tags: ['Role=payments'], keepConfigured: true } });
  await clients({});
  expect(home.ssm.associations.size).toBe(1);
  expect((await deployment().run({ environment: file.name }, 'teardown')).status).toBe('SUCCEEDED');
  expect(home.ssm.associations.size).toBe(0);
});
