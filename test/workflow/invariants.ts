import { expect } from 'vitest';
import { environmentTag } from '../../core/cloudhsm/cluster.ts';
import { errorNames } from '../../core/errors/error-table.ts';
import { keyTag } from '../../core/key-store/kms-key.ts';
import type { Execution } from '../../emulator/states/execution.ts';
import type { World } from '../../emulator/world.ts';
import { secretValues, writtenDown } from './secrecy.ts';

/** What holds whenever nothing runs, whatever was done to AWS meanwhile: docs/architecture.md, Invariants. */
export async function expectInvariants(world: World): Promise<void> {
  expectNothingTwice(world);
  expectNamedEnds(world);
  await expectSecrecy(world);
  await expectFreeLeases(world);
  expect(world.iam.denials, 'calls outside the role of their caller').toEqual([]);
}

/** At most one cluster for each environment, no more HSMs than asked for, one key store and one key for each declared key. */
function expectNothingTwice(world: World): void {
  const clusters = [...world.cloudhsmv2.clusters.values()].filter(({ state }) => !['DELETED', 'DELETE_IN_PROGRESS'].includes(state));
  const environments = clusters.flatMap(({ tags }) => tags.get(environmentTag) ?? []);
  expect(environments, 'environments with more than one cluster').toEqual([...new Set(environments)]);
  for (const { tags, hsms } of clusters) {
    const alive = new Set(hsms.filter(({ state }) => !['DELETED', 'DELETE_IN_PROGRESS'].includes(state)).map(({ eniId }) => eniId));
    expect(alive.size, 'HSMs alive').toBeLessThanOrEqual(askedFor(world, tags.get(environmentTag)));
  }
  const stores = [...world.kms.customKeyStores.values()].map(({ clusterId }) => clusterId);
  expect(stores, 'clusters with more than one key store').toEqual([...new Set(stores)]);
  const keys = [...world.kms.keys.values()]
    .filter(({ tags, deletionDate }) => tags.has(keyTag) && !deletionDate)
    .map(({ tags }) => `${tags.get(environmentTag)} ${tags.get(keyTag)}`);
  expect(keys, 'declared keys with more than one key').toEqual([...new Set(keys)]);
}

function askedFor(world: World, environment: string | undefined): number {
  const files = [...world.states.executions.values()].map(({ input }) => input as { name?: string; hsmCount?: number } | null);
  return Math.max(0, ...files.filter((file) => file?.name === environment).map((file) => file?.hsmCount ?? 0));
}

/** A run ends SUCCEEDED, or FAILED with an error of the taxonomy and a remedy; and programs and people are told which. */
function expectNamedEnds(world: World): void {
  expect(world.events.failedInvocations, 'events that no target took').toEqual([]);
  const ended = [...world.states.executions.values()].filter(({ status }) => status !== 'RUNNING');
  for (const execution of ended) {
    const { machine, status, error, cause } = execution;
    if (machine.name.endsWith('report-failure')) expect([status, cause], 'the report of a failure').toEqual(['SUCCEEDED', undefined]);
    if (status === 'FAILED') {
      expect(errorNames, cause).toContain(error);
      expect(cause).toMatch(/ Remedy: ./);
    }
    if (isWorkflow(execution)) expectTold(world, execution);
  }
}

function expectTold(world: World, { arn, status, output }: Execution): void {
  if (output?.includes('ALREADY_RUNNING')) return;
  const told = world.events.events.filter(({ source, detail }) => {
    return source === 'cloudhsm.lifecycle' && (detail as { execution?: string }).execution === arn;
  });
  // a redriven execution is told of twice; the last word counts
  const type = status === 'SUCCEEDED' ? 'Environment Ready' : 'Environment Failed';
  expect(told.at(-1)?.['detail-type'], 'what programs are told').toBe(type);
  const messages = [...world.sns.topics.values()].flatMap((topic) => topic.messages);
  expect(
    messages.some(({ message }) => message.includes(arn)),
    'a message for people',
  ).toBe(true);
}

/** A provisioning run of its own, no part of another. */
function isWorkflow({ machine, input }: Execution): boolean {
  return machine.name.endsWith('-provision') && (input as { parent?: unknown } | null)?.parent === undefined;
}

/** No password, PIN or private key in any place that people and programs read. */
async function expectSecrecy(world: World): Promise<void> {
  const text = await writtenDown(world);
  const leaked = secretValues(world).filter(({ value }) => text.includes(value));
  expect(leaked.map(({ what }) => what)).toEqual([]);
  expect(text).not.toMatch(/PRIVATE KEY|PreCoPassword/);
}

/** What has ended holds no lease. */
async function expectFreeLeases(world: World): Promise<void> {
  const running = new Set(world.states.running().map(({ arn }) => arn));
  const held = (await leases(world)).filter(({ holder }) => !running.has(holder));
  expect(held, 'leases of executions that have ended').toEqual([]);
}

/** Who holds which environment. */
export async function leases(world: World): Promise<{ environment: string; holder: string }[]> {
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  const { TableNames } = (await world.dynamodb.call('ListTables', {}, person)) as { TableNames: string[] };
  const { Items } = (await world.dynamodb.call('Scan', { TableName: TableNames[0] }, person)) as { Items: Record<string, { S: string }>[] };
  return Items.map(({ environment, holder }) => ({ environment: environment!.S, holder: holder!.S }));
}
