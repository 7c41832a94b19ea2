import { cents } from '../pricing.ts';
import { type Severity, severityNames } from '../severities.ts';
import type { ClusterCard } from './cluster-card.ts';
import { type AuditPlace, placeName } from './facts/facts.ts';
import { countsOf, type Finding, type Unread } from './finding.ts';
import type { Accepted, Judgement } from './judge.ts';

/** What one audit has found, over all of its places. */
export interface Report {
  version: 1;
  /** ISO 8601. */
  at: string;
  execution: string;
  /** What was asked for; reports of the same scope are compared. */
  scope: string;
  places: { account: string; region: string; counts: Record<Severity, number> }[];
  summary: Record<Severity, number>;
  findings: Finding[];
  /** Ids of findings that the report before had. */
  known: string[];
  /** Of the report before, and not found any more. */
  resolved: Finding[];
  /** Of reports before, and not looked at now: a run is at work on their environment, or nothing of their place could be read. */
  undecided: Finding[];
  /** Names of environments that a run or CloudHSM was at work on. */
  unsettled: string[];
  accepted: Accepted[];
  unread: Unread[];
  clusters: ClusterCard[];
  perHour: number;
  /** The last reports of the scope, this one among them, oldest first. */
  trend: TrendPoint[];
}

export interface TrendPoint {
  at: string;
  summary: Record<Severity, number>;
  perHour: number;
}

/** What is kept of a report for the ones after it. */
interface Before {
  execution: string;
  json: string;
  html: string;
  trend: TrendPoint;
}

/** Keeps a scope's last reports, oldest first. */
export interface History {
  reports: Before[];
}

export const reportsRemembered = 30;

/** What later reports are held against; one of an earlier version knows less. */
type ReportBefore = Pick<Report, 'findings'> & Partial<Pick<Report, 'undecided' | 'accepted' | 'unread'>>;

interface Told {
  at: string;
  execution: string;
  scope: string;
  judgements: Judgement[];
  /** Places of which nothing was read. */
  unread: Unread[];
  /** The report before, where there is one. */
  before: ReportBefore | undefined;
  trend: TrendPoint[];
}

/** One report of many places' judgements, held against the report before. */
export function compose({ at, execution, scope, judgements, unread, before, trend }: Told): Report {
  const earlier = new Map(knownBy(before).map((finding) => [finding.id, finding]));
  const since = new Map([...(before?.accepted ?? []), ...earlier.values()].map((finding) => [finding.id, finding.since]));
  const sinceThen = <T extends Finding>(finding: T): T => ({ ...finding, since: since.get(finding.id) ?? finding.since });
  const findings = judgements
    .flatMap((one) => one.findings)
    .map(sinceThen)
    .toSorted(worstFirst);
  const summary = countsOf(findings);
  const perHour = cents(judgements.flatMap(({ clusters }) => clusters).reduce((sum, one) => sum + one.perHour, 0));
  const missing = [...judgements.flatMap((one) => one.unread), ...unread];
  const accepted = judgements.flatMap((one) => one.accepted).map(sinceThen);
  const now = new Set([...findings, ...accepted].map(({ id }) => id));
  const gone = [...earlier.values()].filter(({ id }) => !now.has(id));
  const undecided = gone.filter((finding) => wasNotLookedAt(finding, judgements, missing));
  return {
    version: 1,
    at,
    execution,
    scope,
    places: judgements.map(({ account, region, findings: own }) => ({ account, region, counts: countsOf(own) })),
    summary,
    findings,
    known: findings.filter(({ id }) => earlier.has(id)).map(({ id }) => id),
    resolved: resolved(gone, undecided, missing),
    undecided,
    unsettled: judgements.flatMap((one) => one.unsettled),
    accepted,
    unread: missing,
    clusters: judgements
      .flatMap((one) => one.clusters)
      .toSorted((a, b) => (`${a.account}/${a.region}/${a.id}` < `${b.account}/${b.region}/${b.id}` ? -1 : 1)),
    perHour,
    trend: [...trend, { at, summary, perHour }].slice(-reportsRemembered),
  };
}

/** Of what people were told: what was found the last time that it was looked at. */
function knownBy(before: ReportBefore | undefined): Finding[] {
  return [...(before?.findings ?? []), ...(before?.undecided ?? [])];
}

function wasNotLookedAt({ account, region, environment }: Finding, judgements: Judgement[], unread: Unread[]): boolean {
  const judged = judgements.find((one) => one.account === account && one.region === region);
  if (!judged) return unread.some(({ place }) => place === placeName({ account, region }));
  return environment !== null && judged.unsettled.includes(environment);
}

/** What is not found any more; of a place that could not be read wholly nobody knows. */
function resolved(gone: Finding[], undecided: Finding[], unread: Unread[]): Finding[] {
  const dark = new Set(unread.map(({ place }) => place));
  return gone.filter((finding) => !undecided.includes(finding) && !dark.has(placeName(finding)));
}

/** Places that were to be read and of which nothing came, not even why: their execution was stopped, or out of time. */
export function withoutAWord(places: Pick<AuditPlace, 'account' | 'region'>[], judgements: Judgement[], unread: Unread[]): Unread[] {
  const told = new Set([...judgements.map(placeName), ...unread.map(({ place }) => place)]);
  const lost = places.map(placeName).filter((place) => !told.has(place));
  return lost.map((place) => ({ place, why: 'its execution ended without an answer' }));
}

/** What nobody was told of yet, or of less. */
export function news(report: Pick<Report, 'findings'>, before: ReportBefore | undefined): Finding[] {
  const earlier = new Map(knownBy(before).map(({ id, severity }) => [id, severity]));
  return report.findings.filter(({ id, severity }) => {
    const known = earlier.get(id);
    return known === undefined || severityNames.indexOf(severity) < severityNames.indexOf(known);
  });
}

/** What could not be read of places that the report before had read. */
export function darkened({ unread }: Pick<Report, 'unread'>, before: ReportBefore | undefined): Unread[] {
  const told = new Set((before?.unread ?? []).map(({ place }) => place));
  return unread.filter(({ place }) => !told.has(place));
}

function worstFirst(a: Finding, b: Finding): number {
  const rank = ({ severity }: Finding) => severityNames.indexOf(severity);
  const name = ({ check, environment, account, region, resource }: Finding) =>
    [check, environment ?? '', account, region, resource].join(' ');
  return rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1);
}

const mostNamed = 5;

/** Healthy or not, in a sentence. */
export function headline({
  summary,
  unread,
  places,
  clusters,
  // a deployment of before does not tell
  unsettled = [],
}: Pick<Report, 'summary' | 'unread' | 'places' | 'clusters'> & Partial<Pick<Report, 'unsettled'>>): string {
  const of = `${counted(clusters.length, 'cluster')}${places.length > 1 ? ` in ${places.length} places` : ''}`;
  const counts = severityNames.filter((name) => summary[name] > 0).map((name) => `${summary[name]} ${name}`);
  const total = severityNames.reduce((sum, name) => sum + summary[name], 0);
  const found = total === 0 ? 'nothing was found' : `${counts.join(', ')} finding${total === 1 ? '' : 's'}`;
  const dark = unreadInWords(unread);
  const more = unsettled.length > mostNamed ? ` and ${unsettled.length - mostNamed} more` : '';
  const busy =
    unsettled.length > 0 ? `; ${unsettled.slice(0, mostNamed).join(', ')}${more}: a run is at work, and little was looked at` : '';
  return `${of}: ${found}${busy}${dark && `; ${dark}`}`;
}

/** How many places it is about; empty where all was read. */
export function unreadInWords(unread: Unread[]): string {
  const places = new Set(unread.map(({ place }) => place)).size;
  return places === 0 ? '' : `${counted(places, 'place')} could not be read, or not wholly`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
