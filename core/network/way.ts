import { goesOut, type Ports } from './acl-passage.ts';
import { type Coverage, coverage, everywhere } from './cidr.ts';
import type { NetworkAcl } from './network-acls.ts';
import type { Https } from './security-groups.ts';

/** Whether packets get somewhere, and by what that is known or what is in the way. */
export interface Way {
  /** `unseen`: whether they do lies further than EC2 shows. */
  reached: (typeof order)[number];
  why: string;
}

const order = ['no', 'unseen', 'yes'] as const;

/** What comes of several things that are in the way one after the other: the first of those that let the fewest packets through. */
export function allOf(...ways: [Way, ...Way[]]): Way {
  return ways.reduce((least, way) => (order.indexOf(way.reached) < order.indexOf(least.reached) ? way : least));
}

const reachedBy = { all: 'yes', some: 'unseen', none: 'no' } as const satisfies Record<Coverage, Way['reached']>;

/** A group may let packets through to a list of ranges, too, which is not looked at. */
export function lets({ ranges, prefixLists }: Https, wanted: string): Way['reached'] {
  const covered = coverage(ranges, wanted);
  return covered === 'none' && prefixLists.length > 0 ? 'unseen' : reachedBy[covered];
}

const https: Ports = [443, 443];

/** Where no public service is. */
const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** By a subnet's ACL; one that is not to be seen is taken to let all pass, as one does that nobody changes. */
export function aclLets(acl: NetworkAcl | undefined, range: string, but: string[] = []): Way {
  if (!acl) return { reached: 'yes', why: 'no network ACL is to be seen' };
  const why = `the network ACL ${acl.aclId} does not let 443 out to ${range} and answers in`;
  return { reached: reachedBy[goesOut(acl, range, https, but)], why };
}

/** Whether a subnet's ACL lets requests to public services out. */
export function aclLetsOut(acl: NetworkAcl | undefined): Way {
  return aclLets(acl, everywhere, privateRanges);
}
