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

/** Members, of a table and its indexes, that dynalite takes from this machine's clock. */
const dates = new Set(['CreationDateTime', 'LastIncreaseDateTime', 'LastDecreaseDateTime', 'LastUpdateToPayPerRequestDateTime']);

/** Takes real time and chance out of dynalite's descriptions of tables, and adds what is newer than it. */
export class TableDescriptions {
  readonly #place: Place;
  readonly #created = new Map<string, { id: string; warm: WarmThroughput | undefined }>();
  /** When a table was made and changed, in seconds of dynalite's time and of the clock. */
  readonly #moments = new Map<string, { real: number; virtual: number }[]>();
  #tables = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Whatever dynalite dates from here on is of this moment, until the next change. */
  changing(tableName: string): void {
    const moment = { real: Date.now() / 1000, virtual: Math.floor(this.#place.clock.now()) / 1000 };
    this.#moments.set(tableName, [...(this.#moments.get(tableName) ?? []), moment]);
  }

  created(tableName: string, warm: WarmThroughput | undefined): void {
    this.#created.set(tableName, { id: this.#place.random.uuid('table', tableName, this.#tables++), warm });
    this.#moments.set(tableName, this.#moments.get(tableName)!.slice(-1));
  }

  /** The same answer, with its table's dates in virtual time and its id from the seed. */
  corrected(answer: Record<string, unknown>): Record<string, unknown> {
    const name = ['Table', 'TableDescription'].find((member) => answer[member] !== undefined);
    if (!name) return answer;
    // members of dynalite that AWS does not answer with
    const { BillingMode: _mode, TableThroughputModeSummary: _summary, ...found } = answer[name] as Description;
    const known = this.#created.get(found.TableName);
    if (!known) return answer;
    const table = this.#dated(found);
    const described: Record<string, unknown> = {
      ...table,
      TableId: known.id,
      DeletionProtectionEnabled: table.DeletionProtectionEnabled ?? false,
      ...(name === 'Table' ? warmed(table, known.warm) : known.warm && { WarmThroughput: { ...known.warm, Status: 'UPDATING' } }),
    };
    return { ...answer, [name]: described.TableStatus === 'DELETING' ? outline(described) : described };
  }

  #dated<D extends Description>(table: D): D {
    const moments = this.#moments.get(table.TableName)!;
    const virtual = (date: number) => (moments.findLast(({ real }) => real <= date) ?? moments[0]!).virtual;
    return JSON.parse(JSON.stringify(table), (member, value) => (dates.has(member) ? virtual(value) : value));
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
