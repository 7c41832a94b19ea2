import { ListAssociationsCommand } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import { checkKeptHosts } from '../../../../core/preflight/kept-hosts.ts';
import { emptyAccount } from '../../account.ts';
import { ssm } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { rejection } from '../../service-errors.ts';

const payments = { tags: ['Role=payments'], keepConfigured: true };
const warningsOf = async (clients?: object) => (await checkKeptHosts(environment({ clients }), emptyAccount)).warnings;

function keptAre(...values: string[]): void {
  const Associations = values.map((value) => ({ AssociationId: 'a-1', Targets: [{ Values: [value], Key: 'tag:Role' }] }));
  ssm.on(ListAssociationsCommand).resolves({ Associations });
}

beforeEach(() => {
  ssm.reset();
  keptAre('payments');
});

test('nothing is said where State Manager keeps the hosts of the file configured, or none and none are asked for', async () => {
  expect(await warningsOf(payments)).toEqual([]);
  keptAre();
  expect([...(await warningsOf()), ...(await warningsOf({ tags: ['Role=payments'] }))]).toEqual([]);
});

test.each([
  ['no hosts configured yet', []],
  ['other hosts configured', ['ledger']],
])('hosts that the file asks for: State Manager keeps %s', async (problem, kept) => {
  keptAre(...kept);
  expect(await warningsOf(payments)).toEqual([
    { path: 'clients.tags', problem: expect.stringContaining(problem), remedy: expect.stringContaining('`npx hsm clients production`') },
  ]);
});

test.each([undefined, { tags: ['Role=payments'] }])('hosts that the file asks for no more are kept configured (%j)', async (clients) => {
  expect(await warningsOf(clients)).toEqual([
    {
      path: 'clients',
      problem: expect.stringContaining('which the file asks for no more'),
      remedy: 'end it (`aws ssm delete-association --association-id a-1`)',
    },
  ]);
});

test('whoever may not ask is told nothing', async () => {
  ssm.on(ListAssociationsCommand).rejects(rejection('AccessDeniedException'));
  expect(await warningsOf()).toEqual([]);
});

test('other runs leave that alone', async () => {
  expect((await checkKeptHosts(environment(), { ...emptyAccount, intent: 'scale' })).warnings).toEqual([]);
});
