interface Range {
  first: number;
  /** The address after the last. */
  end: number;
}

export const everywhere = '0.0.0.0/0';

/** How much of a range some others cover together: two halves cover the whole. */
export function coverage(ranges: string[], wanted: string): 'all' | 'some' | 'none' {
  const whole = parse(wanted);
  const overlapping = ranges
    .map(parse)
    .filter(({ first, end }) => first < whole.end && end > whole.first)
    .toSorted((a, b) => a.first - b.first);
  if (overlapping.length === 0) return 'none';
  const reached = overlapping.reduce((end, range) => (range.first <= end ? Math.max(end, range.end) : end), whole.first);
  return reached >= whole.end ? 'all' : 'some';
}

function parse(cidr: string): Range {
  const [address = '', bits] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return { first, end: first + size };
}
