import { covers } from './cidr.ts';

/** As large as a subnet that is declared without a range. */
export const usualRange = '10.0.0.0/24';

/** The ranges of a VPC that is declared: the 65,536 addresses around each of its subnets, else those of its place among the VPCs. */
export function rangesOf(given: string[], index: number): [string, ...string[]] {
  const [first = `10.${index}.0.0/16`, ...others] = new Set(given.map((cidr) => `${cidr.split('.').slice(0, 2).join('.')}.0.0/16`));
  return [first, ...others];
}

/** What is left in it for subnets that are declared without a range. */
export function freeRanges(vpc: string, given: string[]): string[] {
  const [prefix] = vpc.split('.0.0/');
  return Array.from({ length: 256 }, (_, third) => `${prefix}.${third}.0/24`).filter(
    (range) => !given.some((cidr) => covers(range, cidr) || covers(cidr, range)),
  );
}
