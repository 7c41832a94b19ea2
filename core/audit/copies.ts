import { regionsOfCopies } from '../copies/regions.ts';
import type { ClusterFact, CopyFact, EnvironmentFact, Facts } from './facts/facts.ts';
import { hoursBetween } from './hours.ts';
import { movedTo } from './moved-to.ts';
import { ownBackups } from './own-backups.ts';
import { standingEnvironments } from './standing.ts';

/** A region to which an environment's file asks for copies, and what is there. */
interface AskedCopies {
  environment: EnvironmentFact;
  cluster: ClusterFact;
  region: string;
  /** The newest READY one. */
  newest: CopyFact | undefined;
  /** Newest first: those that CloudHSM could not make. */
  failed: CopyFact[];
  /** How long the oldest backup has waited that is newer than any copy; 0 where there is none. */
  waitingHours: number;
  /** Whether that is longer than copies take that are made once a day. */
  late: boolean;
}

/** Whether somebody has waited for longer than a day, and what a run may take. */
export const isLate = (hours: number) => hours > 26;

export function copiesAsked(facts: Facts): AskedCopies[] {
  const { copies, backups, region: home, at } = facts;
  if (!copies || !backups) return [];
  return standingEnvironments(facts).flatMap(({ environment, cluster }) =>
    (environment.file ? regionsOfCopies(environment.file, home, movedTo(environment, facts)) : []).map((region) => {
      const there = newestFirst(copies.filter((copy) => copy.region === region && copy.clusterId === cluster.id));
      const newest = there.find(({ state }) => state === 'READY');
      const oldest = newestFirst(ownBackups(backups, cluster).filter(({ createdAt }) => createdAt > (newest?.createdAt ?? ''))).at(-1);
      const waitingHours = oldest ? hoursBetween(later(oldest.createdAt, environment.copiesAskedAt), at) : 0;
      const failed = there.filter(({ state }) => state === 'DELETED');
      return { environment, cluster, region, newest, failed, waitingHours, late: isLate(waitingHours) };
    }),
  );
}

/** A file that has just begun to ask for copies is given its day. */
export function later(createdAt: string, askedAt = ''): string {
  return askedAt > createdAt ? askedAt : createdAt;
}

function newestFirst<T extends { createdAt: string }>(backups: T[]): T[] {
  return backups.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
