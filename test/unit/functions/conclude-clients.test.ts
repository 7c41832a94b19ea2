import { expect, test } from 'vitest';
import { handler } from '../../../functions/conclude-clients.ts';
import { clusterId } from '../clusters.ts';
import { context } from '../lambda-context.ts';

type Input = Parameters<typeof handler>[0];

const group = 'sg-0c1c1c1c1c1c1c1c1';
const [one, two] = ['i-00000001', 'i-00000002'] as const;

const host = (id: string, changes: Partial<Input['hosts'][number]> = {}) => ({
  ...{ id, platform: 'Ubuntu 24.04', problem: null, inGroup: true },
  ...changes,
});
const outcome = (id: string, problem: string | null = null) => ({
  id,
  problem,
  changed: ['customerCA.crt written'],
  found: ['the HSMs answer'],
});

const conclude = (changes: Partial<Input>) =>
  handler(
    {
      ...{ environment: 'production', clusterId, securityGroupId: group, version: '5.18.0', association: null },
      ...{ hosts: [host(one)], outcomes: [outcome(one)], attached: [], refused: [] },
      ...changes,
    },
    context,
  );

test('what each host has, was changed and was found is told; those of all batches', async () => {
  const told = await conclude({
    hosts: [host(one), host(two, { inGroup: false })],
    // a batch of one host is no list where a state machine has made it
    outcomes: [[outcome(one)], outcome(two)],
    attached: [two],
    association: 'kept',
  });

  const configured = { platform: 'Ubuntu 24.04', inGroup: true, changed: ['customerCA.crt written'], found: ['the HSMs answer'] };
  expect(told).toEqual({
    clusterId,
    clients: {
      version: '5.18.0',
      hosts: [
        { id: one, ...configured },
        { id: two, ...configured },
      ],
      attached: [two],
      association: 'kept',
    },
  });
});

test('a host that is configured is well outside the group, too: other rules may let it in', async () => {
  expect(await conclude({ hosts: [host(one, { inGroup: false })] })).toMatchObject({ clients: { hosts: [{ id: one, inGroup: false }] } });
});

test.each<[string, Partial<Input>, string]>([
  ['has failed', { outcomes: [outcome(one, 'failed: no such platform')] }, 'failed: no such platform'],
  [
    'could not be reached',
    { hosts: [host(one, { problem: 'is offline', inGroup: null })], outcomes: [] },
    `${one} (Ubuntu 24.04): is offline`,
  ],
  ['nobody has said anything of', { outcomes: [] }, 'nothing is known of it'],
])('a host that %s is named with its platform and what is said of it', async (_, given, words) => {
  await expect(conclude(given)).rejects.toMatchObject({
    name: 'HostsNotConfigured',
    details: {
      to: 'environment production',
      problem: expect.stringMatching(/^1 of 1 hosts is not configured\. /),
      remedy: expect.not.stringContaining('--attach-security-group'),
    },
  });
  await expect(conclude(given)).rejects.toThrow(words);
});

test('of one that was reached, its outcome counts, and not what was wrong before', async () => {
  const hosts = [host(one, { problem: 'is offline' })];

  expect(await conclude({ hosts })).toMatchObject({ clients: { hosts: [{ id: one }] } });
});

test('one that failed outside the group is told what lets it in, and why EC2 did not, where it was asked', async () => {
  const hosts = [host(one, { inGroup: false }), host(two, { inGroup: false })];
  const outcomes = [outcome(one, 'failed'), outcome(two, 'failed')];

  await expect(conclude({ hosts, outcomes, refused: [{ id: two, why: 'no room' }] })).rejects.toMatchObject({
    details: {
      problem: `2 of 2 hosts are not configured. ${one} (Ubuntu 24.04): failed; it does not have the cluster's security group ${group}. ${two} (Ubuntu 24.04): failed; it does not have the cluster's security group ${group} (no room)`,
      remedy: expect.stringContaining(`\`--attach-security-group\` with the same hosts lets them in (${group})`),
    },
  });
});

test('one of several that is outside is enough to say what lets it in', async () => {
  const hosts = [host(one), host(two, { inGroup: false })];

  await expect(conclude({ hosts, outcomes: [outcome(one, 'failed'), outcome(two, 'failed')] })).rejects.toThrow('--attach-security-group');
});

test('the remedy names those to start again with: five at most', async () => {
  const ids = [1, 2, 3, 4, 5, 6].map((number) => `i-0000000${number}`);
  const failing = (count: number) => conclude({ hosts: ids.slice(0, count).map((id) => host(id)), outcomes: [] });

  await expect(failing(5)).rejects.toThrow('for i-00000001, i-00000002, i-00000003, i-00000004, i-00000005 alone');
  await expect(failing(6)).rejects.toThrow('i-00000005 … alone');
});
