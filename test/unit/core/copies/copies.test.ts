import { type Backup, DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { copiesOf } from '../../../../core/copies/copies.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId } from '../../clusters.ts';

const own = { 'cloudhsm-lifecycle:environment': 'production', 'cloudhsm-lifecycle:stage': 'dev' };

/** A copy of a backup of the environment's cluster, made in this minute. */
function copy(id: string, minute: number, changes: Partial<Backup> & { tags?: Record<string, string> } = {}): Backup {
  const { tags = own, ...others } = changes;
  return {
    BackupId: id,
    BackupState: 'READY',
    CreateTimestamp: new Date(Date.UTC(2026, 0, 1, 0, minute)),
    SourceCluster: clusterId,
    SourceBackup: `source-${id}`,
    TagList: Object.entries({ team: 'payments', ...tags }).map(([Key, Value]) => ({ Key, Value })),
    ...others,
  };
}

beforeEach(() => {
  cloudhsm.reset();
});

test("an environment's copies are those of its cluster that carry its tags, the newest first, of every page", async () => {
  cloudhsm
    .on(DescribeBackupsCommand)
    .resolvesOnce({
      Backups: [
        copy('a', 10),
        copy('of another cluster', 20, { SourceCluster: 'cluster-bbbbbbbbbbb' }),
        copy('of another environment', 20, { tags: { ...own, 'cloudhsm-lifecycle:environment': 'testing' } }),
        copy('of another stage', 20, { tags: { ...own, 'cloudhsm-lifecycle:stage': 'prod' } }),
        copy('that somebody has made', 20, { tags: {} }),
      ],
      NextToken: 'next',
    })
    .resolves({ Backups: [copy('c', 30, { BackupState: 'CREATE_IN_PROGRESS' }), copy('b', 20)] });

  expect(await copiesOf({ environment: 'production', clusterId, region: 'us-west-2' })).toEqual([
    { id: 'c', state: 'CREATE_IN_PROGRESS', createdAt: '2026-01-01T00:30:00.000Z', sourceBackup: 'source-c' },
    { id: 'b', state: 'READY', createdAt: '2026-01-01T00:20:00.000Z', sourceBackup: 'source-b' },
    { id: 'a', state: 'READY', createdAt: '2026-01-01T00:10:00.000Z', sourceBackup: 'source-a' },
  ]);
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)[0]!.args[0].input).toMatchObject({
    Filters: { states: ['READY', 'CREATE_IN_PROGRESS'] },
  });
});
