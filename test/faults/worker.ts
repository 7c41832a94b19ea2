import { Bench } from './bench.ts';

/** A process of its own that runs cases for scripts/faults.ts: it answers each message with one. */
export type Order = { list: string } | { run: string[] };

const bench = new Bench();

process.on('message', (order: Order) => void answer(order));
process.on('disconnect', () => process.exit());

async function answer(order: Order): Promise<void> {
  try {
    if ('run' in order) process.send!({ verdicts: await bench.run(order.run) });
    else process.send!({ ids: await bench.ids((scenario) => scenario === order.list) });
  } catch (error) {
    process.send!({ error: (error as Error).stack });
  }
}
