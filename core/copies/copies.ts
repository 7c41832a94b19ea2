import { type Backup as Described, paginateDescribeBackups } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../aws/cloudhsm.ts';
import { placeIn } from '../aws/place-in.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/tags.ts';

/** A backup that is to be in another region too. */
export const WantedCopy = z.object({
  environment: z.string(),
  clusterId: z.string(),
  backupId: z.string(),
  region: z.string(),
  /** How many copies are kept there. */
  keep: z.int().check(z.minimum(1)),
  /** Whether the environment is to be restored there: its secrets and its record come along. */
  recovery: z.boolean(),
});

export type WantedCopy = z.output<typeof WantedCopy>;

/** An environment that was restored in its recovery region, and stands there. */
export const MovedTo = z.object({ environment: z.string(), region: z.string() });

interface Copy {
  id: string;
  state: string;
  /** ISO 8601: when the backup was made that it is of. */
  createdAt: string;
  sourceBackup: string;
}

/** What makes a copy an environment's. */
export function copyTags(environment: string): { Key: string; Value: string }[] {
  return [
    { Key: environmentTag, Value: environment },
    { Key: stageTag, Value: setting('STAGE') },
  ];
}

/** An environment's copies in a region that are there or come into being, the newest first. What others have copied is not among them. */
export async function copiesOf({
  environment,
  clusterId,
  region,
}: Pick<WantedCopy, 'environment' | 'clusterId' | 'region'>): Promise<Copy[]> {
  const tags = copyTags(environment);
  const found: Described[] = [];
  const pages = paginateDescribeBackups({ client: cloudhsm(placeIn(region)) }, { Filters: { states: ['READY', 'CREATE_IN_PROGRESS'] } });
  for await (const { Backups = [] } of pages) found.push(...Backups);
  return found
    .filter(({ SourceCluster }) => SourceCluster === clusterId)
    .filter(({ TagList = [] }) => tags.every(({ Key, Value }) => TagList.some((tag) => tag.Key === Key && tag.Value === Value)))
    .map(({ BackupId = '', BackupState = '', CreateTimestamp, SourceBackup = '' }) => {
      return { id: BackupId, state: BackupState, createdAt: CreateTimestamp?.toISOString() ?? '', sourceBackup: SourceBackup };
    })
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
