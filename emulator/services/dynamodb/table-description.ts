import type { Place } from '../../service/place.ts';

interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
}

export interface WarmThroughput {
  ReadUnitsPerSecond: number;
  WriteUnitsPerSecond: number;
}

interface Described extends Record<string, unknown> {
  ProvisionedThroughput?: Throughput;
}

interface Description extends Described {
  TableName: string;
  GlobalSecondaryIndexes?: Described[];
}

/** What a table or an index is ready for that is paid by request, as recorded. */
const onDemand: WarmThroughput = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

/** Takes real time and chance out of dynalite's descriptions of tables, and adds what is newer than it. */
export class TableDescriptions {
  readonly #place: Place;
  readonly #created = new Map<string, { at: number; id: string; warm: WarmThroughput | undefined }>();
  #tables = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  created(tableName: string, warm: WarmThroughput | undefined): void {
    const id = this.#place.random.uuid('table', tableName, this.#tables++);
    this.#created.set(tableName, { at: Math.floor(this.#place.clock.now()) / 1000, id, warm });
  }

  /** The same answer, with its table's creation in virtual time and its id from the seed. */
  corrected(answer: Record<string, unknown>): Record<string, unknown> {
    const name = ['Table', 'TableDescription'].find((member) => answer[member] !== undefined);
    if (!name) return answer;
    // members of dynalite that AWS does not answer with
    const { BillingMode: _mode, TableThroughputModeSummary: _summary, ...table } = answer[name] as Description;
    const known = this.#created.get(table.TableName);
    if (!known) return answer;
    const summary = table.BillingModeSummary as Record<string, unknown> | undefined;
    const described: Record<string, unknown> = {
      ...table,
      TableId: known.id,
      CreationDateTime: known.at,
      DeletionProtectionEnabled: table.DeletionProtectionEnabled ?? false,
      BillingModeSummary: summary?.LastUpdateToPayPerRequestDateTime
        ? { ...summary, LastUpdateToPayPerRequestDateTime: known.at }
        : summary,
      ...(name === 'Table' ? warmed(table, known.warm) : known.warm && { WarmThroughput: { ...known.warm, Status: 'UPDATING' } }),
    };
    return { ...answer, [name]: described.TableStatus === 'DELETING' ? outline(described) : described };
  }
}

/** What DeleteTable tells of a table, as recorded. */
function outline({ AttributeDefinitions: _attributes, KeySchema: _keys, CreationDateTime: _at, ...left }: Record<string, unknown>) {
  return left;
}

/** What DescribeTable adds: for how much a table and its indexes are ready. */
function warmed(table: Described & Pick<Description, 'GlobalSecondaryIndexes'>, given: WarmThroughput | undefined) {
  const indexes = table.GlobalSecondaryIndexes?.map((index) => ({ ...index, WarmThroughput: warmOf(index, undefined) }));
  return { WarmThroughput: warmOf(table, given), GlobalSecondaryIndexes: indexes };
}

function warmOf({ ProvisionedThroughput: provisioned }: Described, given: WarmThroughput | undefined) {
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = provisioned ?? {};
  const byMode = ReadCapacityUnits > 0 ? { ReadUnitsPerSecond: ReadCapacityUnits, WriteUnitsPerSecond: WriteCapacityUnits } : onDemand;
  return { ...(given ?? byMode), Status: 'ACTIVE' };
}
