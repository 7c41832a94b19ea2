import { type Ports, passesOut } from './acl-passage.ts';
import type { NetworkAcl } from './network.ts';

export const anywhere = '0.0.0.0/0';

const https: Ports = [443, 443];

/** *Assumed*: where AWS's services have their public addresses. Of its published ranges (ip-ranges.json) these are among the largest. */
const publicRanges = ['3.0.0.0/8', '52.0.0.0/8', '54.0.0.0/8', '184.72.0.0/15'];

/**
 * Whether HTTPS goes from a subnet to every address of a range, by the network ACL of the subnet; of `anywhere`, to those of AWS's services.
 *
 * @param answersTo of a NAT gateway; the ports of Amazon Linux without it
 */
export function passesHttps(acl: NetworkAcl, range: string, answersTo?: Ports): boolean {
  return (range === anywhere ? publicRanges : [range]).every((one) => passesOut(acl, one, https, answersTo));
}
