import type { BackupDeclaration } from '../../kernel/account.ts';
import { partitionOf } from '../../models/regions.ts';
import type { Conflict } from './conflict.ts';

/** What a backup says against itself or its region. */
export function backupConflicts({ state = 'READY', hoursLeft, copyOf }: BackupDeclaration, region: string): Conflict[] {
  const found: Conflict[] = [];
  if (hoursLeft !== undefined && state !== 'PENDING_DELETION')
    found.push([['hoursLeft'], `is of a backup whose state is "PENDING_DELETION", and this one is ${state}`]);
  if (copyOf?.region === region) found.push([['copyOf', 'region'], 'has to be another region than its own']);
  if (copyOf && partitionOf(copyOf.region) !== partitionOf(region))
    found.push([
      ['copyOf', 'region'],
      `has to be a region of ${partitionOf(region)}, as ${region} is: nothing is copied between partitions`,
    ]);
  return found;
}
