import { expect, test } from 'vitest';
import { surplusCommands } from '../../../../core/cloudhsm/surplus.ts';
import { environment } from '../../environments.ts';
import { clusterOf, hsm } from '../found-cluster.ts';

const deleting = (zone: string) => `\`aws cloudhsmv2 delete-hsm --cluster-id cluster-aaaaaaaaaaa --hsm-id hsm-${zone}\``;

test('HSMs that are more than the file asks for are deleted one by one, those that failed first', () => {
  const cluster = { ...clusterOf(['a', 'b', 'c']), hsms: [hsm('a'), hsm('b', 'DEGRADED'), hsm('c'), hsm('d'), hsm('e', 'DELETED')] };

  expect(surplusCommands(cluster, environment({ hsmCount: 2 }))).toBe(`${deleting('b')}, ${deleting('d')}`);
});

test('no command takes one of the last two zones of a key store, and without one any may go', () => {
  const cluster = clusterOf(['a', 'b']);

  expect(surplusCommands(cluster, environment({ hsmCount: 1 }))).toBe('');
  expect(surplusCommands(cluster, environment({ hsmCount: 1, keyStore: undefined }))).toBe(deleting('b'));
});

test('there is none where no HSM is too much', () => {
  expect(surplusCommands(clusterOf(['a', 'b']), environment({ hsmCount: 2 }))).toBe('');
});
