import type { Context } from 'aws-lambda';
import { handler as checkFacts } from '../../functions/check-facts.ts';
import { handler as planAudit } from '../../functions/plan-audit.ts';
import { handler as readHsms } from '../../functions/read-hsms.ts';
import { handler as readOwners } from '../../functions/read-owners.ts';
import { handler as readSurroundings } from '../../functions/read-surroundings.ts';
import { handler as readWatch } from '../../functions/read-watch.ts';
import { handler as writeReport } from '../../functions/write-report.ts';

/**
 * What an audit's functions do, as its state machine would have them do it one after the other: with `read` all that is done for each place, with
 * `report` the report of all of them, which is another function and so another process. Prints the most memory that it had in use, of the places
 * also for the first half of them.
 */
const context = { functionName: 'bench', functionVersion: '$LATEST', invokedFunctionArn: 'bench', memoryLimitInMB: '256' } as Context;
const now = '2026-01-05T09:00:00.000Z';
const run = 'bench';
process.stdout.write = (() => true) as typeof process.stdout.write; // the functions' own log

let most = 0;
const look = () => {
  most = Math.max(most, process.memoryUsage().rss);
};
const { places, scope } = await planAudit({ request: {} }, context);
let half = 0;
const reading = process.argv[2] === 'read';
for (const [index, place] of reading ? places.entries() : []) {
  const asked = { run, place, now };
  for (const read of [readOwners, readHsms, readSurroundings, readWatch]) await read(asked, context);
  await checkFacts({ ...asked, environments: [] }, context);
  look();
  if (index === Math.floor(places.length / 2)) half = most;
}
if (!reading) await writeReport({ run, scope, execution: run, places, unread: [], now }, context);
look();
process.stderr.write(JSON.stringify({ places: places.length, half, most }));
