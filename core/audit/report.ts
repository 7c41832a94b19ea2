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

interface Told {
  at: string;
  execution: string;
  scope: string;
  judgements: Judgement[];
  /** Places of which nothing was read. */
  unread: Unread[];
  /** The report before, where there is one. */
  before: Pick<Report, 'findings'> | undefined;
  trend: TrendPoint[];
}

/** One report of many places' judgements, held against the report before. */
export function compose({ at, execution, scope, judgements, unread, before, trend }: Told): Report {
  const earlier = new Map((before?.findings ?? []).map((finding) => [finding.id, finding]));
  const findings = judgements
    .flatMap((one) => one.findings)
    .map((finding) => ({ ...finding, since: earlier.get(finding.id)?.since ?? finding.since }))
    .toSorted(worstFirst);
  const summary = countsOf(findings);
  const perHour = cents(judgements.flatMap(({ clusters }) => clusters).reduce((sum, one) => sum + one.perHour, 0));
  const missing = [...judgements.flatMap((one) => one.unread), ...unread];
  const accepted = judgements.flatMap((one) => one.accepted);
  return {
    version: 1,
    at,
    execution,
    scope,
    places: judgements.map(({ account, region, findings: own }) => ({ account, region, counts: countsOf(own) })),
    summary,
    findings,
    known: findings.filter(({ id }) => earlier.has(id)).map(({ id }) => id),
    resolved: resolved([...earlier.values()], [...findings, ...accepted], missing),
    accepted,
    unread: missing,
    clusters: judgements
      .flatMap((one) => one.clusters)
      .toSorted((a, b) => (`${a.account}/${a.region}/${a.id}` < `${b.account}/${b.region}/${b.id}` ? -1 : 1)),
    perHour,
    trend: [...trend, { at, summary, perHour }].slice(-reportsRemembered),
  };
}

/** What is not found any more; of a place that could not be read nobody knows. */
function resolved(earlier: Finding[], now: Finding[], unread: Unread[]): Finding[] {
  const ids = new Set(now.map(({ id }) => id));
  const dark = new Set(unread.map(({ place }) => place));
  return earlier.filter(({ id, account, region }) => !ids.has(id) && !dark.has(`${account}/${region}`));
}

/** Places that were to be read and of which nothing came, not even why: their execution was stopped, or out of time. */
export function withoutAWord(places: Pick<AuditPlace, 'account' | 'region'>[], judgements: Judgement[], unread: Unread[]): Unread[] {
  const told = new Set([...judgements.map(placeName), ...unread.map(({ place }) => place)]);
  const lost = places.map(placeName).filter((place) => !told.has(place));
  return lost.map((place) => ({ place, why: 'its execution ended without an answer' }));
}

/** What nobody was told of yet, or of less. */
export function news(report: Report, before: Pick<Report, 'findings'> | undefined): Finding[] {
  const earlier = new Map((before?.findings ?? []).map(({ id, severity }) => [id, severity]));
  return report.findings.filter(({ id, severity }) => {
    const known = earlier.get(id);
    return known === undefined || severityNames.indexOf(severity) < severityNames.indexOf(known);
  });
}

function worstFirst(a: Finding, b: Finding): number {
  const rank = ({ severity }: Finding) => severityNames.indexOf(severity);
  const name = ({ check, environment, account, region, resource }: Finding) =>
    [check, environment ?? '', account, region, resource].join(' ');
  return rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1);
}

/** Healthy or not, in a sentence. */
export function headline({ summary, unread, places, clusters }: Pick<Report, 'summary' | 'unread' | 'places' | 'clusters'>): string {
  const of = `${counted(clusters.length, 'cluster')}${places.length > 1 ? ` in ${places.length} places` : ''}`;
  const counts = severityNames.filter((name) => summary[name] > 0).map((name) => `${summary[name]} ${name}`);
  const total = severityNames.reduce((sum, name) => sum + summary[name], 0);
  const found = total === 0 ? 'nothing was found' : `${counts.join(', ')} finding${total === 1 ? '' : 's'}`;
  const dark = new Set(unread.map(({ place }) => place)).size;
  return `${of}: ${found}${dark > 0 ? `; ${counted(dark, 'place')} could not be read, or not wholly` : ''}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
