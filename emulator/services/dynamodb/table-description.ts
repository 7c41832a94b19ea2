import type { Place } from '../../service/place.ts';

type Description = Record<string, unknown> & { TableName: string };

/** Takes real time and chance out of dynalite's descriptions of tables. */
export class TableDescriptions {
  readonly #place: Place;
  readonly #created = new Map<string, { at: number; id: string }>();
  #tables = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  created(tableName: string): void {
    const id = this.#place.random.uuid('table', tableName, this.#tables++);
    this.#created.set(tableName, { at: Math.floor(this.#place.clock.now()) / 1000, id });
  }

  /** The same answer, with its table's creation in virtual time and its id from the seed. */
  corrected(answer: Record<string, unknown>): Record<string, unknown> {
    const name = ['Table', 'TableDescription'].find((member) => answer[member] !== undefined);
    if (!name) return answer;
    const table = answer[name] as Description;
    const known = this.#created.get(table.TableName);
    if (!known) return answer;
    const summary = table.BillingModeSummary as Record<string, unknown> | undefined;
    const described = {
      ...table,
      TableId: known.id,
      CreationDateTime: known.at,
      DeletionProtectionEnabled: table.DeletionProtectionEnabled ?? false,
      BillingModeSummary: summary?.LastUpdateToPayPerRequestDateTime
        ? { ...summary, LastUpdateToPayPerRequestDateTime: known.at }
        : summary,
    };
    return { ...answer, [name]: described };
  }
}
