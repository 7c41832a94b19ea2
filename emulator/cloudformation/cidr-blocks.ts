import { isIPv4, isIPv6 } from 'node:net';
import { TemplateError } from './template-error.ts';

/**
 * The first `count` ranges of a range that leave so many bits for hosts.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 *
 * @throws TemplateError
 */
export function cidrBlocks(ipBlock: string, count: number, cidrBits: number): string[] {
  const [address = '', given] = ipBlock.split('/');
  const version = isIPv4(address) ? versions.four : isIPv6(address) ? versions.six : undefined;
  const prefix = /^\d+$/.test(given ?? '') ? Number(given) : Number.NaN;
  if (!version || !(prefix <= version.bits)) throw wrong(`ipBlock has to be a range such as 10.0.0.0/16, not ${JSON.stringify(ipBlock)}`);
  if (!(count >= 1 && count <= 256)) throw wrong(`count has to be 1 to 256, not ${count}`);
  const within = version.bits - prefix;
  if (!(cidrBits >= 1 && cidrBits <= within)) throw wrong(`cidrBits has to be 1 to ${within}, as ${ipBlock} leaves, not ${cidrBits}`);
  if (count > 2 ** (within - cidrBits)) throw wrong(`${ipBlock} holds ${2 ** (within - cidrBits)} of ${cidrBits} bits, not ${count}`);
  const first = (version.parse(address) >> BigInt(within)) << BigInt(within);
  return Array.from(
    { length: count },
    (_, index) => `${version.format(first + (BigInt(index) << BigInt(cidrBits)))}/${version.bits - cidrBits}`,
  );
}

interface Version {
  bits: number;
  parse(address: string): bigint;
  format(address: bigint): string;
}

const versions: Record<'four' | 'six', Version> = {
  four: {
    bits: 32,
    parse: (address) => joined(address.split('.').map(Number), 8),
    format: (address) => parted(address, 4, 8).join('.'),
  },
  six: {
    bits: 128,
    parse(address) {
      const [before = [], after] = canonical(address)
        .split('::')
        .map((half) => (half === '' ? [] : half.split(':')));
      const zeros = after ? Array<string>(8 - before.length - after.length).fill('0') : [];
      return joined(
        [...before, ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16)),
        16,
      );
    },
    format: (address) =>
      canonical(
        parted(address, 8, 16)
          .map((group) => group.toString(16))
          .join(':'),
      ),
  },
};

/** In hexadecimal groups only, the longest row of zeros as `::`, as URLs have it. */
function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function joined(parts: number[], bits: number): bigint {
  return parts.reduce((whole, part) => (whole << BigInt(bits)) | BigInt(part), 0n);
}

function parted(whole: bigint, count: number, bits: number): number[] {
  return Array.from({ length: count }, (_, index) => Number(BigInt.asUintN(bits, whole >> BigInt(bits * (count - 1 - index)))));
}

function wrong(what: string): TemplateError {
  return new TemplateError(`Fn::Cidr: ${what}`);
}
