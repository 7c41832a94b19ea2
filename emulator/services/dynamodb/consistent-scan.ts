import { AwsError } from '../../kernel/aws-error.ts';

interface Scan {
  TableName?: string;
  IndexName?: string;
  ConsistentRead?: boolean;
}

interface Described {
  GlobalSecondaryIndexes?: { IndexName: string }[];
}

/**
 * Looks at a Scan's ConsistentRead, which dynalite does not read: all of its reads are consistent.
 *
 * @throws AwsError ValidationException where it is asked of a global index
 */
export async function checkConsistentScan(scan: Scan, describe: (table: string | undefined) => Promise<unknown>): Promise<void> {
  const { TableName, IndexName, ConsistentRead } = scan;
  if (ConsistentRead !== true || IndexName === undefined) return;
  const { GlobalSecondaryIndexes = [] } = (await describe(TableName)) as Described;
  if (GlobalSecondaryIndexes.some((index) => index.IndexName === IndexName))
    throw new AwsError('ValidationException', 'Consistent reads are not supported on global secondary indexes');
}
