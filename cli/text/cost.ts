import type { Cost } from '../../core/pricing.ts';

/** Prices of regions that are not in the table are a guess, and say so. */
export function costText({ currency, perHour, perMonth, guessed }: Cost): string {
  const amount = `${currency} ${perHour.toFixed(2)} an hour, ${perMonth.toFixed(2)} a month while it stands`;
  return guessed ? `${amount} (a guess: the price of this region is not known here; see aws.amazon.com/cloudhsm/pricing)` : amount;
}
