import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../../core/audit/checks.ts';
import { request } from '../local-aws.ts';
import { audited } from '../workflow/audited.ts';
import { type Deployment, deployed } from '../workflow/deployment.ts';
import { production } from '../workflow/environment-file.ts';

// The best practices of a guide to CloudHSM, line by line: whoever departs from one is told by the next audit. docs/best-practices.md
// has the list.

const cluster = ({ home }: Deployment) => [...home.cloudhsmv2.clusters.values()][0]!;

const departures: [line: string, check: string, depart: (deployment: Deployment) => Promise<unknown> | unknown][] = [
  [
    'Always run at least 2 HSMs',
    'hsm-missing',
    async (deployment) => {
      const { clusterId, hsms } = cluster(deployment);
      for (const { hsmId } of hsms.slice(1))
        await request(deployment.emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: clusterId, HsmId: hsmId });
    },
  ],
  [
    'Two HSMs across AZs provide redundancy',
    'hsm-single-zone',
    async (deployment) => {
      const { clusterId, hsms } = cluster(deployment);
      await request(deployment.emulator, 'cloudhsmv2', 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: hsms[0]!.availabilityZone });
    },
  ],
  [
    'Back up your cluster regularly, and verify that backups work',
    'backup-none',
    async ({ home, emulator }) => {
      for (const BackupId of home.cloudhsmv2.backups.keys()) await request(emulator, 'cloudhsmv2', 'DeleteBackup', { BackupId });
    },
  ],
  [
    'Store passwords securely: they cannot be recovered',
    'secret-pending-deletion',
    ({ emulator }) => request(emulator, 'secretsmanager', 'DeleteSecret', { SecretId: 'cloudhsm-lifecycle/dev/production/admin' }),
  ],
  [
    'Limit network access to the cluster’s own group',
    'network-open',
    (deployment) => {
      const group = deployment.home.ec2.securityGroups.get(cluster(deployment).securityGroupId!)!;
      group.ingress.push({ ...group.ingress[0]!, groupId: undefined, cidr: '10.0.0.0/8' } as never);
    },
  ],
  [
    'An HSM going down can cascade into application failures',
    'key-store-disconnected',
    async ({ home, emulator }) => {
      const [CustomKeyStoreId] = home.kms.customKeyStores.keys();
      await request(emulator, 'kms', 'DisconnectCustomKeyStore', { CustomKeyStoreId });
    },
  ],
];

test('an environment as it is provisioned departs from none; each departure is found', { timeout: 120_000 }, async () => {
  const deployment = await deployed();
  for (const { arn } of deployment.home.sns.topics.values())
    deployment.home.sns.subscribe(arn, 'sqs', 'arn:aws:sqs:us-east-1:123456789012:people');
  await deployment.run(production);
  // a second admin is for the file and for people to say
  expect((await audited(deployment)).found.filter((check) => check !== 'admin-single')).toEqual([]);

  for (const [line, check, depart] of departures) {
    await depart(deployment);
    await deployment.home.clock.idle();
    const { found } = await audited(deployment, {}, /./);
    expect(found, line).toContain(check);
  }
});

test('every check that the list of best practices names exists', () => {
  const text = readFileSync(new URL('../../docs/best-practices.md', import.meta.url), 'utf8');
  const named = [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name]) => name!).filter((name) => !name.includes('.'));

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !checks.some(({ id }) => id === name))).toEqual([]);
});
