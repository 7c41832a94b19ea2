import { liveHsms } from '../cloudhsm/hsm.ts';
import { planHsms } from '../cloudhsm/hsm-plan.ts';
import type { Environment } from '../environment/environment.ts';
import type { Subnet } from '../network/subnets.ts';
import type { Facts } from './facts.ts';
import { type Findings, refused } from './findings.ts';

export type CheckAddresses = (environment: Environment, facts: Facts, subnets: Subnet[]) => Findings;

/**
 * Each HSM takes an address of its zone's subnet for good. One more is taken for a while in any of them: by the task that sets up users,
 * and later by KMS, which connects to the key store from every subnet.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/connect-keystore.html, https://github.com/aws/karpenter-provider-aws/issues/3380
 */
export function checkFreeAddresses(environment: Environment, { own }: Facts, subnets: Subnet[]): Findings {
  const alive = own ? liveHsms(own) : [];
  const zones = subnets.map(({ availabilityZone }) => availabilityZone);
  const targets = new Map(
    planHsms({ zones, alive, count: environment.hsmCount, zonesToKeep: 0 }).create.map(({ availabilityZone, wanted }) => [
      availabilityZone,
      wanted,
    ]),
  );
  const problems = subnets.flatMap(({ subnetId, availabilityZone, freeAddresses }, index) => {
    const standing = alive.filter((hsm) => hsm.availabilityZone === availabilityZone).length;
    const hsms = (targets.get(availabilityZone) ?? standing) - standing;
    if (freeAddresses > hsms) return [];
    const needs = `${hsms + 1} ${hsms === 0 ? 'is' : 'are'} needed: ${hsms} for HSMs, one for the task that sets up users and for KMS`;
    const remedy = own
      ? 'free addresses in it: a cluster keeps its subnets'
      : `free addresses in it, or name another subnet of ${availabilityZone}`;
    return [{ path: `subnetIds.${index}`, problem: `${subnetId} has ${freeAddresses} free addresses, and ${needs}`, remedy }];
  });
  return refused(...problems);
}

/** A drill has one HSM, in whichever zone takes it, and the task that proves the backup, in any. */
export const checkFreeAddressesOfDrill: CheckAddresses = (_environment, _facts, subnets) => {
  const full = subnets.filter(({ freeAddresses }) => freeAddresses === 0);
  const narrow = subnets.every(({ freeAddresses }) => freeAddresses < 2);
  const short = full.length > 0 ? full : narrow ? subnets : [];
  const problems = short.map(({ subnetId, freeAddresses }) => ({
    path: `subnetIds.${subnets.findIndex((subnet) => subnet.subnetId === subnetId)}`,
    problem: `${subnetId} has ${freeAddresses} free addresses, and a drill takes one in any subnet for its task, and one more in one of them for its HSM`,
    remedy: 'free addresses in it',
  }));
  return refused(...problems);
};
