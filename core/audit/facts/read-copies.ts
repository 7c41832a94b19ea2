import { paginateDescribeBackups } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../../aws/cloudhsm.ts';
import { placeIn } from '../../aws/place-in.ts';
import { regionsOfCopies } from '../../copies/regions.ts';
import type { CopyFact, EnvironmentFact } from './facts.ts';
import { backupFact } from './read-hsms.ts';

/** What stands in the regions in which some file wants copies, each region once and by pages. */
export async function readCopies(environments: EnvironmentFact[], home: string): Promise<CopyFact[]> {
  const asked = environments.flatMap(({ file }) => (file ? regionsOfCopies(file, home) : []));
  const found: CopyFact[] = [];
  for (const region of new Set(asked)) {
    for await (const { Backups = [] } of paginateDescribeBackups({ client: cloudhsm(placeIn(region)), pageSize: 50 }, {}))
      found.push(...Backups.filter(({ SourceRegion }) => SourceRegion === home).map((backup) => ({ ...backupFact(backup), region })));
  }
  return found;
}
