import { AwsError } from '../../kernel/aws-error.ts';

/** What may be asked of a table that dynalite does not read, and the value of it that changes nothing. */
const withoutEffect: Record<string, Record<string, unknown> | boolean | string | undefined> = {
  DeletionProtectionEnabled: false,
  DisassociationProtectionEnabled: false,
  GlobalTableSettingsReplicationMode: undefined,
  GlobalTableSourceArn: undefined,
  GlobalTableWitnessUpdates: undefined,
  MultiRegionConsistency: undefined,
  OnDemandThroughput: undefined,
  ReplicaUpdates: undefined,
  ResourcePolicy: undefined,
  SSESpecification: { Enabled: false },
  StreamSpecification: { StreamEnabled: false },
  TableClass: 'STANDARD',
  VectorIndexUpdates: undefined,
  VectorIndexes: undefined,
};

/** @throws AwsError ValidationException naming what dynalite would leave out without a word */
export function refuseMembers(operation: string, input: object): void {
  if (operation !== 'CreateTable' && operation !== 'UpdateTable') return;
  const refused = Object.entries(input).flatMap(([name, value]) => {
    if (name === 'WarmThroughput') return operation === 'UpdateTable' ? [name] : [];
    if (!Object.hasOwn(withoutEffect, name)) return [];
    return JSON.stringify(value) === JSON.stringify(withoutEffect[name]) ? [] : [name];
  });
  refused.push(...refusedOfIndexes(input));
  if (refused.length > 0)
    throw new AwsError('ValidationException', `${refused.join(', ')} of ${operation}: not emulated; docs/api-coverage.md lists what is`);
}

interface Index {
  KeySchema?: { KeyType?: string }[];
}

interface OfIndexes {
  GlobalSecondaryIndexes?: Index[];
  GlobalSecondaryIndexUpdates?: { Update?: object }[];
}

/** What dynalite does not do with indexes: it takes an index that is added or taken away for one that stays as it is. */
function refusedOfIndexes({ GlobalSecondaryIndexes: indexes, GlobalSecondaryIndexUpdates: updates }: OfIndexes): string[] {
  const has = (member: string) => (holder: object | undefined) => Object.hasOwn(holder ?? {}, member);
  const throughputs = ['OnDemandThroughput', 'WarmThroughput'];
  return [
    ...(listed(indexes).some(hasManyPartedKey) ? ['a key of several attributes in GlobalSecondaryIndexes'] : []),
    ...throughputs.filter((name) => listed(indexes).some(has(name))).map((name) => `GlobalSecondaryIndexes.${name}`),
    ...['Create', 'Delete'].filter((name) => listed(updates).some(has(name))).map((name) => `GlobalSecondaryIndexUpdates.${name}`),
    ...throughputs
      .filter((name) => listed(updates).some((update) => has(name)(update?.Update)))
      .map((name) => `GlobalSecondaryIndexUpdates.Update.${name}`),
  ];
}

/** Whether an index has more than one partition or sort key. */
function hasManyPartedKey(index: Index): boolean {
  const types = listed(index?.KeySchema).map((key) => key?.KeyType);
  return ['HASH', 'RANGE'].some((type) => types.indexOf(type) !== types.lastIndexOf(type));
}

/** Nobody has checked the request yet. */
function listed<T>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value : [];
}
