/** An IPv4 range, `10.0.1.0/24`, as numbers. */
interface Range {
  first: number;
  size: number;
}

export function parseCidr(cidr: string): Range {
  const [address, bits] = cidr.split('/') as [string, string];
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(parseAddress(address) / size) * size, size };
}

export function parseAddress(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

export function formatAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** A range as EC2 writes it, `10.0.1.0/24` for `10.0.1.7/24`; undefined for what is no range. */
export function canonicalCidr(text: string): string | undefined {
  const [, address = '', bits = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  if (!address || Number(bits) > 32 || address.split('.').some((part) => Number(part) > 255)) return undefined;
  return `${formatAddress(parseCidr(text).first)}/${Number(bits)}`;
}

export function prefixLength(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

/** True where some address lies in both. */
export function overlap(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one);
}

/** True where every address of `inner` lies in `outer`. */
export function covers(outer: string, inner: string): boolean {
  const [a, b] = [parseCidr(outer), parseCidr(inner)];
  return a.first <= b.first && b.first + b.size <= a.first + a.size;
}

/** True where every address of `wanted` lies in one of the ranges: two halves cover the whole. */
export function coverTogether(ranges: string[], wanted: string): boolean {
  const { first, size } = parseCidr(wanted);
  const sorted = ranges.map(parseCidr).toSorted((a, b) => a.first - b.first);
  const reached = sorted.reduce((end, range) => (range.first <= end ? Math.max(end, range.first + range.size) : end), first);
  return reached >= first + size;
}

/** Which of the ranges, by their place, hold an address that one of the others holds: of two the later one. */
export function overlapping(ranges: (string | undefined)[]): number[] {
  const sorted = ranges
    .flatMap((cidr, index) => (cidr === undefined ? [] : { index, ...parseCidr(cidr) }))
    .toSorted((a, b) => a.first - b.first || a.index - b.index);
  const found = new Set<number>();
  let furthest = sorted[0];
  for (const range of sorted.slice(1)) {
    if (range.first < furthest!.first + furthest!.size) found.add(Math.max(range.index, furthest!.index));
    if (range.first + range.size > furthest!.first + furthest!.size) furthest = range;
  }
  return [...found].toSorted((a, b) => a - b);
}

/** The addresses that EC2 hands out: it keeps the first four and the last of every subnet. */
export function usable(cidr: string): Range {
  const { first, size } = parseCidr(cidr);
  return { first: first + 4, size: size - 5 };
}
