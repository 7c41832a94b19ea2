import { isIPv6 } from 'node:net';

/** An IPv6 range as EC2 writes it, `2001:db8::/32` for `2001:0db8::1/32`; undefined for what is no range. */
export function canonicalCidr6(text: string): string | undefined {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !isIPv6(address) || !/^\d{1,3}$/.test(bits) || Number(bits) > 128) return undefined;
  const host = BigInt(128 - Number(bits));
  return `${written((parsed(address) >> host) << host)}/${Number(bits)}`;
}

function parsed(address: string): bigint {
  const [before = '', after] = withoutIPv4(address).split('::');
  const words = (part: string) => (part === '' ? [] : part.split(':'));
  const [first, last] = [words(before), words(after ?? '')];
  const gap = after === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...gap, ...last].reduce((number, word) => (number << 16n) | BigInt(`0x${word}`), 0n);
}

/** The last 32 bits may stand as an IPv4 address. */
function withoutIPv4(address: string): string {
  return address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map(Number) as [number, number, number, number];
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}

/** RFC 5952: lower case, no leading zeros, `::` for the longest run of zeros. */
function written(number: bigint): string {
  const words = Array.from({ length: 8 }, (_, index) => ((number >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  const plain = words.join(':');
  const [longest] = [...plain.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(([run]) => run).toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return plain;
  const at = plain.search(new RegExp(`(?<![^:])${longest}(?![^:])`));
  return `${plain.slice(0, at).replace(/:$/, '')}::${plain.slice(at + longest.length).replace(/^:/, '')}`;
}
