import { paginateScan } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../../aws/dynamodb.ts';
import { placeIn } from '../../aws/place-in.ts';
import { secretsManager } from '../../aws/secrets-manager.ts';
import { setting } from '../../aws/setting.ts';
import { jsonValue } from '../../json-value.ts';
import { isStanding } from '../../record/file.ts';
import type { RecordPlace } from '../../record/item.ts';
import { recordIn } from '../../recovery/record-elsewhere.ts';
import { recoveryAsked } from '../recovery-asked.ts';
import type { EnvironmentFact, RecoveryFact } from './facts.ts';
import { readSecrets } from './read-owners.ts';

/**
 * What is in the regions in which some file wants its environment restored, each region once and by pages.
 *
 * @param say reads a region, or says why not
 */
export async function readRecoveries(
  environments: EnvironmentFact[],
  home: string,
  say: (what: string, read: () => Promise<RecoveryFact>) => Promise<RecoveryFact | undefined>,
): Promise<RecoveryFact[]> {
  const found: RecoveryFact[] = [];
  for (const region of recoveryAsked(environments, home).keys()) {
    const one = await say(`what was brought to ${region}`, () => readRecovery(region));
    if (one) found.push(one);
  }
  return found;
}

async function readRecovery(region: string): Promise<RecoveryFact> {
  const place = placeIn(region);
  const record = await recordIn(region);
  return {
    region,
    stack: record !== undefined,
    ...(record ? await readRecord(record) : { brought: [], standing: [] }),
    secrets: await readSecrets(secretsManager(place), setting('STAGE')),
  };
}

async function readRecord({ place, table }: RecordPlace): Promise<Pick<RecoveryFact, 'brought' | 'standing'>> {
  const found: Pick<RecoveryFact, 'brought' | 'standing'> = { brought: [], standing: [] };
  const pages = paginateScan(
    { client: dynamodb(place) },
    {
      TableName: table,
      FilterExpression: '#item IN (:recovery, :file)',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':recovery': { S: 'recovery' }, ':file': { S: 'file' } },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const environment = item.environment?.S ?? '';
      if (item.item?.S === 'file') found.standing.push(...(isStanding(item) ? [environment] : []));
      else found.brought.push({ environment, clusterId: clusterIn(item.brought?.S) });
    }
  }
  return found;
}

/** None where somebody has edited it: then it is not there for a restore. */
function clusterIn(brought = ''): string {
  return (jsonValue(brought) as { clusterId?: string } | null | undefined)?.clusterId ?? '';
}
