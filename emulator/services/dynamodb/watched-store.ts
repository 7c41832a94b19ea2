import type { Readable } from 'node:stream';

// biome-ignore lint/suspicious/noExplicitAny: the arguments are dynalite's own
type Method = (...args: any[]) => any;
type Database = Record<'get' | 'put' | 'del' | 'batch' | 'keys' | 'values' | 'createKeyStream' | 'createValueStream', Method>;

/** The tables of dynalite, as far as it is called back from them. */
export interface Store {
  db: Database;
  tableDb: Database;
  getItemDb(name: string): Database;
  getIndexDb(type: string, table: string, name: string): Database;
  getTagDb(name: string): Database;
}

/** dynalite ends an iterator by `return`, which those of its database do not have: without it, the database keeps each for good. */
function closeIterators(database: Database): void {
  for (const name of ['keys', 'values'] as const) {
    const create = database[name];
    database[name] = (...args) => {
      const iterator = create.apply(database, args) as { close(): Promise<void>; return?: () => Promise<void> };
      iterator.return ??= () => iterator.close();
      return iterator;
    };
  }
}

const seen = new WeakSet<Database>();

/** Tells of every error that is thrown where the tables call dynalite back: nobody else could catch it. */
export function watched(store: Store, failed: (error: Error) => void): Store {
  const safely = (run: Method): Method =>
    function (this: unknown, ...args) {
      try {
        return run.apply(this, args);
      } catch (error) {
        failed(error as Error);
      }
    };
  const watchStreams = (database: Database) => {
    if (seen.has(database)) return database;
    seen.add(database);
    for (const name of ['createKeyStream', 'createValueStream'] as const) {
      const create = database[name];
      database[name] = (...args) => {
        const stream = create.apply(database, args) as Readable;
        stream.emit = safely(stream.emit) as Readable['emit'];
        return stream;
      };
    }
    return database;
  };
  closeIterators(store.db);
  for (const name of ['get', 'put', 'del', 'batch'] as const) {
    const run = store.db[name];
    store.db[name] = (...args) =>
      run.apply(
        store.db,
        args.map((one) => (typeof one === 'function' ? safely(one) : one)),
      );
  }
  watchStreams(store.db);
  watchStreams(store.tableDb);
  for (const name of ['getItemDb', 'getIndexDb', 'getTagDb'] as const) {
    const find: Method = store[name];
    store[name] = (...args: string[]) => watchStreams(find.apply(store, args) as Database);
  }
  return store;
}
