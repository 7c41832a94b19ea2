import { type Backup, paginateDescribeBackups } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../../aws/cloudhsm.ts';
import { placeIn } from '../../aws/place-in.ts';
import { setting } from '../../aws/setting.ts';
import { environmentIn, toTags } from '../../cloudhsm/tags.ts';
import { regionsOfCopies } from '../../copies/regions.ts';
import type { CopyFact, EnvironmentFact } from './facts.ts';
import { backupFact } from './read-hsms.ts';

/** What stands in the regions in which some file wants copies, or one of before has, each region once and by pages. */
export async function readCopies(environments: EnvironmentFact[], home: string): Promise<CopyFact[]> {
  const asked = environments.flatMap(({ file, copyRegions = [] }) => [...(file ? regionsOfCopies(file, home) : []), ...copyRegions]);
  const found: CopyFact[] = [];
  for (const region of new Set(asked.filter((one) => one !== home))) {
    for await (const { Backups = [] } of paginateDescribeBackups({ client: cloudhsm(placeIn(region)), pageSize: 50 }, {}))
      found.push(...Backups.filter(({ SourceRegion }) => SourceRegion === home).map((backup) => copyFact(backup, region)));
  }
  return found;
}

function copyFact(backup: Backup, region: string): CopyFact {
  return { ...backupFact(backup), region, environment: environmentIn(toTags(backup.TagList), setting('STAGE')) };
}
