export interface Addresses {
  first: number;
  /** The address after the last. */
  end: number;
}

/** How much of something is so. */
export type Coverage = 'all' | 'some' | 'none';

export const everywhere = '0.0.0.0/0';

/** How much of a range some others cover together: two halves cover the whole. */
export function coverage(ranges: string[], wanted: string): Coverage {
  const whole = addressesOf(wanted);
  const overlapping = ranges
    .map(addressesOf)
    .filter((range) => overlap(range, whole))
    .toSorted((a, b) => a.first - b.first);
  if (overlapping.length === 0) return 'none';
  const reached = overlapping.reduce((end, range) => (range.first <= end ? Math.max(end, range.end) : end), whole.first);
  return reached >= whole.end ? 'all' : 'some';
}

export function overlap(one: Addresses, other: Addresses): boolean {
  return one.first < other.end && other.first < one.end;
}

/** The addresses of a range as numbers. */
export function addressesOf(cidr: string): Addresses {
  const [address = '', bits] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return { first, end: first + size };
}
