/** USD for an HSM and hour, where it is known. AWS changes prices: https://aws.amazon.com/cloudhsm/pricing is the truth. */
const hsmHour: Record<string, Record<string, number>> = {
  'us-east-1': { 'hsm1.medium': 1.6, 'hsm2m.medium': 1.6 },
  'ap-southeast-1': { 'hsm2m.medium': 1.86 },
};
/** A guess for all others. */
const usualHsmHour = 1.6;
export const hoursPerMonth = 730;
/** USD for a key in a custom key store, and month. */
const keyMonth = 1;
/** USD for a state transition of a standard workflow. */
const transition = 0.025 / 1000;

export interface Cost {
  perHour: number;
  perMonth: number;
  currency: 'USD';
  /** Only where it is true: the region's price is not known here, and may differ. */
  guessed?: true;
}

/** What an environment costs while it stands. */
export function environmentCost(region: string, hsmType: string, hsms: number, keys: number): Cost {
  const known = hsmHour[region]?.[hsmType];
  const hourly = hsms * (known ?? usualHsmHour);
  const cost: Cost = { perHour: round(hourly), perMonth: round(hourly * hoursPerMonth + keys * keyMonth), currency: 'USD' };
  return known === undefined ? { ...cost, guessed: true } : cost;
}

export function transitionsCost(transitions: number): number {
  return Math.round(transitions * transition * 1e5) / 1e5;
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
