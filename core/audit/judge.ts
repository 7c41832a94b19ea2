import { again, commandsHere } from '../commands-here.ts';
import { severities } from '../severities.ts';
import type { Check, Found } from './check.ts';
import { checks } from './checks.ts';
import { type ClusterCard, clusterCards } from './cluster-card.ts';
import type { Facts } from './facts/facts.ts';
import { type Finding, findingId, type Unread } from './finding.ts';
import { unsettled } from './standing.ts';

/** A finding that its owner lives with, for a reason and up to a day. */
export type Accepted = Finding & { until: string; reason: string };

/** What an audit says of one place. */
export interface Judgement {
  account: string;
  region: string;
  findings: Finding[];
  accepted: Accepted[];
  unread: Unread[];
  /** Names of environments that a run or CloudHSM is at work on: little of them was judged. */
  unsettled: string[];
  clusters: ClusterCard[];
}

/** What is to be judged: environments by their names, or everything. */
interface Scope {
  environments?: string[];
}

/** Holds a place's facts against every check. `since` is now; whoever knows earlier reports sets it. */
export function judge(facts: Facts, { environments }: Scope = {}): Judgement {
  const { account, region, unread } = facts;
  const inScope = (environment: string | null) => !environments || (environment !== null && environments.includes(environment));
  const all = checks.flatMap((check) => check.run(facts).map((found) => finding(facts, check, found)));
  const own = all.filter(({ environment }) => inScope(environment));
  const accepted = own.flatMap((one) => acceptance(facts, one));
  const ids = new Set(accepted.map(({ id }) => id));
  return {
    account,
    region,
    findings: own.filter(({ id }) => !ids.has(id)),
    accepted,
    unread,
    unsettled: unsettled(facts).filter(inScope),
    clusters: clusterCards(facts).filter(({ environment }) => inScope(environment)),
  };
}

function finding({ account, region, stage, clusters = [], at }: Facts, check: Check, found: Found): Finding {
  const { id: name, title, remedy } = check;
  const environment = found.environment ?? clusters.find(({ id }) => id === found.cluster)?.environment ?? null;
  return {
    id: findingId({ check: name, account, region, resource: found.resource }),
    check: name,
    severity: severities[name],
    account,
    region,
    cluster: found.cluster ?? null,
    environment,
    resource: found.resource,
    title,
    evidence: found.evidence,
    remedy: commandsHere(found.remedy ?? remedy, again(stage, region)),
    since: at,
  };
}

function acceptance({ environments = [], at }: Facts, finding: Finding): Accepted[] {
  const accepts = environments.find(({ name }) => name === finding.environment)?.file?.audit?.accept ?? [];
  const found = accepts.find(({ check, resource, until }) => {
    // to the end of that day
    return check === finding.check && resource === finding.resource && at.slice(0, 10) <= until;
  });
  return found ? [{ ...finding, until: found.until, reason: found.reason }] : [];
}
