import { print, printDocument, styled, width } from '../output.ts';
import { openTarget } from '../target.ts';
import { table } from '../text/table.ts';
import { type ListedEnvironment, listEnvironments } from './listed-environments.ts';

/** Shows the environments on record, their state, HSMs and cost. */
export async function list(options: { json?: boolean; region?: string; stage: string }): Promise<void> {
  const target = await openTarget(options);
  try {
    const environments = await listEnvironments(target);
    if (options.json) printDocument(environments);
    else if (environments.length === 0) print(`no environment yet: npx hsm provision -f FILE${target.again} brings one up`);
    else print(listText(environments, width()));
  } finally {
    await target.close();
  }
}

export function listText(environments: ListedEnvironment[], columns: number): string {
  const rows = environments.map(({ environment, state, hsms, parkedSince, keyStore, work, cost }) => [
    environment,
    state ?? 'none',
    state === null ? '' : hsms.active === 0 && parkedSince ? 'parked' : `${hsms.active}${hsms.asked === null ? '' : ` of ${hsms.asked}`}`,
    keyStore?.state ?? '',
    work ? `${work.intent} runs` : '',
    cost ? `${cost.currency} ${cost.perHour.toFixed(2)}${cost.guessed ? '?' : ''}` : '',
  ]);
  const header = ['ENVIRONMENT', 'CLUSTER', 'HSMS', 'KEY STORE', 'WORK', 'AN HOUR'];
  const drawn = table(header, rows, columns, (text) => styled('bold', text));
  const total = environments.reduce((sum, { cost }) => sum + (cost?.perMonth ?? 0), 0);
  const guessed = environments.some(({ cost }) => cost?.guessed) ? '; ? is a guess: the price of this region is not known here' : '';
  return `${drawn}\n\nUSD ${total.toFixed(2)} a month, as it stands${guessed}`;
}
