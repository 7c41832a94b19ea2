import { type CostReport, costReport } from '../../core/cost/cost-report.ts';
import { print, printDocument, styled, width } from '../output.ts';
import { openTarget } from '../target.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import { readBillable } from './billable.ts';

/** Shows what an environment costs, or everything in the account and region. */
export async function cost(name: string | undefined, options: { json?: boolean; region?: string; stage: string }): Promise<void> {
  const target = await openTarget(options);
  try {
    const billable = await readBillable(name, target);
    const report = costReport(billable, new Date(target.now()).toISOString());
    if (options.json) printDocument({ environment: name ?? null, region: target.region, ...report });
    else print(costReportText(name ?? `everything in ${target.region}`, report, width()));
  } finally {
    await target.close();
  }
}

export function costReportText(of: string, report: CostReport, columns: number): string {
  const { perHour, perMonth, monthToDate, forecast, parts, savings, pricesAsOf, guessed, parks } = report;
  const money = (amount: number) => `USD ${amount.toFixed(2)}`;
  const headline = `${of}: ${money(perHour)} an hour, ${money(perMonth)} a month${parks ? ', parked by the clock as it is' : ''}; what stands came to ${money(monthToDate)} since the first of this month, and comes to ${money(forecast)} by its end`;
  const rows = parts.map(({ what, quantity, unitPrice, unit, perHour: each, guessed: guess }) => [
    what,
    String(quantity),
    `${unitPrice}${guess ? '?' : ''} ${unit === 'hour' ? 'an' : 'a'} ${unit}`,
    each.toFixed(4),
  ]);
  const prices = `list prices as of ${pricesAsOf}${guessed ? '; ? is a guess: the price of this region is not known here, see aws.amazon.com/cloudhsm/pricing' : ''}`;
  return [
    styled('bold', wrap(headline, columns, 2)),
    ...(rows.length > 0 ? ['', table(['PART', 'QUANTITY', 'UNIT PRICE', 'AN HOUR'], rows, columns, (text) => styled('bold', text))] : []),
    ...(savings.length > 0 ? ['', styled('bold', 'what would save')] : []),
    ...savings.map(({ what, perMonth: saved }) => `  ${wrap(`${money(saved)} a month: ${what}`, columns - 2, 4)}`),
    '',
    styled('dim', wrap(prices, columns, 2)),
  ].join('\n');
}
