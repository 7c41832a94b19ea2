/** USD for an HSM and hour. AWS changes prices: https://aws.amazon.com/cloudhsm/pricing is the truth. */
const hsmHour: Record<string, Record<string, number>> = {
  'us-east-1': { 'hsm1.medium': 1.6, 'hsm2m.medium': 1.6 },
};
const usualHsmHour = 1.6;
const hoursPerMonth = 730;
/** USD for a key in a custom key store, and month. */
const keyMonth = 1;
/** USD for a state transition of a standard workflow. */
const transition = 0.025 / 1000;

export interface Cost {
  perHour: number;
  perMonth: number;
  currency: 'USD';
}

/** What an environment costs while it stands. */
export function environmentCost(region: string, hsmType: string, hsms: number, keys: number): Cost {
  const hourly = hsms * (hsmHour[region]?.[hsmType] ?? usualHsmHour);
  return { perHour: round(hourly), perMonth: round(hourly * hoursPerMonth + keys * keyMonth), currency: 'USD' };
}

export function transitionsCost(transitions: number): number {
  return Math.round(transitions * transition * 1e5) / 1e5;
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
