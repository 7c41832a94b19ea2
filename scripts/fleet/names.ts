/** The account of the environments, and the region in which some are to be restored: the third place. */
export const home = '123456789012';
export const elsewhere = 'eu-west-1';

/** In hours. */
export const day = 24;
/** When the time of a local AWS begins. */
const asOf = '2026-01-05T09:00:00.000Z';
export const hoursAgo = (hours: number) => new Date(Date.parse(asOf) - hours * 3_600_000).toISOString();

// ids are made of numbers, so that the fleet is the same each time
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
function letters(number: number): string {
  return Array.from({ length: 11 }, (_, place) => alphabet[(number * (place * 7 + 3) + place * 5) % 32]).join('');
}

export const clusterId = (number: number) =>
  `cluster-${String.fromCharCode(97 + (number % 26))}${String.fromCharCode(97 + Math.floor(number / 26))}${letters(number).slice(2)}`;
export const uuid = (number: number) => `${String(number).padStart(8, '0')}-2222-4333-8444-555555555555`;
export const zonesOf = (region: string) => ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
export const subnetOf = (place: number, zone: number) => `subnet-0${String(place).padStart(2, '0')}${zone}000000000000`.slice(0, 24);
