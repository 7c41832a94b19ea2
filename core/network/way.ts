import { answers, comesIn, goesOut, type Outward, type Ports } from './acl-passage.ts';
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

/** What comes of several things that are in the way one after the other: those that let the fewest packets through, all of them. */
export function allOf(...ways: [Way, ...Way[]]): Way {
  const { reached } = ways.reduce((least, way) => (order.indexOf(way.reached) < order.indexOf(least.reached) ? way : least));
  const reasons = ways.filter((way) => way.reached === reached).map(({ why }) => why);
  return { reached, why: [...new Set(reasons)].join(', and ') };
}

const reachedBy = { all: 'yes', some: 'unseen', none: 'no' } as const satisfies Record<Coverage, Way['reached']>;

/** What comes of several places to which packets may go, of which nobody knows which one gets them. */
export function anyOf(ways: [Way, ...Way[]]): Way {
  const worst = allOf(...ways);
  return worst.reached === 'no' && ways.some(({ reached }) => reached !== 'no') ? { ...worst, reached: 'unseen' } : worst;
}

/** A group may let packets through to a list of ranges, too, which is not looked at. */
export function lets({ ranges, prefixLists }: Https, wanted: string): Way['reached'] {
  const covered = coverage(ranges, wanted);
  return covered === 'none' && prefixLists.length > 0 ? 'unseen' : reachedBy[covered];
}

const https: Ports = [443, 443];

/** Where no public service is. */
const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** Whether a subnet's ACL lets requests to a range out. */
export function aclLets(acl: NetworkAcl | undefined, range: string, rest: Pick<Outward, 'but' | 'answersTo'> = {}): Way {
  const { answersTo = answers } = rest;
  const what = `TCP 443 out to ${range} and answers to ${answersTo.join(' to ')} in`;
  return byAcl(acl, what, (one) => goesOut(one, { range, ports: https, ...rest }));
}

/** Whether a subnet's ACL lets requests to public services out. */
export function aclLetsOut(acl: NetworkAcl | undefined, answersTo?: Ports): Way {
  return aclLets(acl, everywhere, { but: privateRanges, ...(answersTo && { answersTo }) });
}

/** Whether the ACL of a subnet lets requests of another in. */
export function aclLetsIn(acl: NetworkAcl | undefined, range: string): Way {
  return byAcl(acl, `TCP 443 in from ${range} and answers to ${answers.join(' to ')} out`, (one) => comesIn(one, range, https));
}

/** An ACL that is not to be seen is taken to let all pass, as one does that nobody changes. */
function byAcl(acl: NetworkAcl | undefined, what: string, passage: (acl: NetworkAcl) => Coverage): Way {
  if (!acl) return { reached: 'yes', why: 'no network ACL is to be seen' };
  const passes = passage(acl);
  const why = `the network ACL ${acl.aclId} ${passes === 'some' ? 'lets only in part' : 'does not let'} ${what}`;
  return { reached: reachedBy[passes], why };
}
