import { prices } from './prices.ts';

export const hoursPerMonth = 730;

export interface Cost {
  perHour: number;
  perMonth: number;
  currency: 'USD';
  /** Only where it is true: the region's price is not known here, and may differ. */
  guessed?: true;
}

/** What an HSM costs an hour; a guess where the region's price is not known here. */
export function hsmHour(region: string, hsmType: string): { price: number; guessed: boolean } {
  const known = prices.hsmHour[region]?.[hsmType];
  return { price: known ?? prices.usual.hsmHour, guessed: known === undefined };
}

/** What an environment costs while it stands. */
export function environmentCost(region: string, hsmType: string, hsms: number, keys: number): Cost {
  const { price, guessed } = hsmHour(region, hsmType);
  const hourly = hsms * price;
  const perMonth = cents(hourly * hoursPerMonth + keys * prices.month.kmsKey.price);
  const cost: Cost = { perHour: cents(hourly), perMonth, currency: 'USD' };
  return guessed ? { ...cost, guessed: true } : cost;
}

export function transitionsCost(transitions: number): number {
  return Math.round(transitions * prices.transition * 1e5) / 1e5;
}

export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
