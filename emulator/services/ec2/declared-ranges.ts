import { covers } from './cidr.ts';

/** The range of a VPC that is declared: the 65,536 addresses around its first subnet, else those of its place among the VPCs. */
export function rangeOf(given: string[], index: number): string {
  const prefix = given[0]?.split('.').slice(0, 2).join('.') ?? `10.${index}`;
  return `${prefix}.0.0/16`;
}

/** What is left in it for subnets that are declared without a range. */
export function freeRanges(vpc: string, given: string[]): string[] {
  const [prefix] = vpc.split('.0.0/');
  return Array.from({ length: 256 }, (_, third) => `${prefix}.${third}.0/24`).filter(
    (range) => !given.some((cidr) => covers(range, cidr) || covers(cidr, range)),
  );
}
