import { expect } from 'vitest';
import { withoutKeyStore } from '../environment-file.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const id = 'i-0fedcba9876543210';
const configured = async ({ deployment, file }: Scene, request: object) => {
  expect(await deployment.run({ environment: file.name, ...request }, 'clients')).toMatchObject({ status: 'SUCCEEDED' });
};

/** Hosts that use a cluster. */
export const clientCases: RemedyCase[] = [
  {
    error: 'NoHostsMatch',
    what: 'a tag that no host has',
    file: withoutKeyStore({ name: 'hosts' }),
    stands: true,
    fails: ({ deployment }) => deployment.run({ environment: 'hosts', tags: ['Role=reports'] }, 'clients'),
    problem: /no host that Systems Manager manages in this account and region has the tag Role=reports/,
    remedy: /^give the tags to the hosts that are meant, or name other tags, and start the workflow again$/,
    follow: async (scene) => {
      scene.home.ec2.addHost({ id, platform: 'ubuntu 24.04', tags: { Role: 'reports' } });
      await configured(scene, { tags: ['Role=reports'], attachSecurityGroup: true });
    },
  },
  {
    error: 'HostsNotConfigured',
    what: "a host outside the cluster's security group",
    file: withoutKeyStore({ name: 'outside' }),
    stands: true,
    breaks: ({ home }) => home.ec2.addHost({ id: 'i-0aaaaaaaaaaaaaaaa', platform: 'amzn 2023' }),
    fails: ({ deployment }) => deployment.run({ environment: 'outside', hosts: ['i-0aaaaaaaaaaaaaaaa'] }, 'clients'),
    problem:
      /1 of 1 hosts is not configured\. i-0aaaaaaaaaaaaaaaa \(Amazon Linux 2023\): failed: .*it does not have the cluster's security group sg-/,
    remedy: /`--attach-security-group` with the same hosts lets them in \(sg-/,
    follow: (scene) => configured(scene, { hosts: ['i-0aaaaaaaaaaaaaaaa'], attachSecurityGroup: true }),
  },
];
