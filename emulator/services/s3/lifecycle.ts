/** A rule of a bucket's life cycle: the days are those of CloudFormation's ExpirationInDays and NoncurrentDays. */
export interface LifecycleRule {
  prefix: string;
  expirationDays?: number | undefined;
  noncurrentDays?: number | undefined;
}

/** A version of an object, or the mark that it was deleted. */
interface Version {
  lastModified: Date;
  deleted?: true;
}

export const day = 24 * 3600_000;

/**
 * What is left of an object by now (Amazon S3 User Guide, "Lifecycle configuration elements"): the object goes so many days after it was put, or is marked
 * as deleted where the bucket keeps versions; a version goes so many days after another has taken its place, and a mark when it is alone.
 *
 * @param versions oldest first
 * @param mark makes the mark that it was deleted at a time; undefined where the bucket keeps no versions
 */
export function left<V extends Version>(
  versions: V[],
  { expirationDays, noncurrentDays }: LifecycleRule,
  now: number,
  mark?: (at: Date) => V,
): V[] {
  const isDue = (since: Date, days: number | undefined) => days !== undefined && dueAt(since, days) <= now;
  const current = versions.at(-1);
  if (!current) return versions;
  const expires = isDue(current.lastModified, expirationDays);
  if (expires && !mark) return [];
  const all = expires && mark && !current.deleted ? [...versions, mark(new Date(dueAt(current.lastModified, expirationDays!)))] : versions;
  const kept = all.filter((_, index) => {
    const next = all[index + 1];
    return !next || !isDue(next.lastModified, noncurrentDays);
  });
  const [last] = kept;
  return kept.length === 1 && last?.deleted && isDue(last.lastModified, expirationDays) ? [] : kept;
}

/** Rounded up to the next midnight in UTC. */
function dueAt(since: Date, days: number): number {
  return Math.ceil((since.getTime() + days * day) / day) * day;
}
