import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { readFacts } from '../../../../core/preflight/facts.ts';
import { healthyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
import { describedCluster } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';

const sourceBackupId = 'backup-aaaaaaaaaaa';
const read = () => readFacts(environment({ cluster: { sourceBackupId } }), 'restore', now, {});

beforeEach(healthyAccount);

test('the backup of which a cluster is to be made is read, and no more where the cluster that stands was made of it', async () => {
  expect(await read()).toMatchObject({ own: undefined, source: { id: sourceBackupId, state: 'READY' } });

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ SourceBackupId: sourceBackupId })] });
  cloudhsm.on(DescribeBackupsCommand).rejects(new Error('nobody asks'));
  expect((await read()).source).toBeUndefined();
});
