import * as z from 'zod/mini';
import { Environment } from '../environment/environment.ts';
import { cloudhsmRegions } from '../regions.ts';

/** What an audit may be asked to look at; everything without it. */
export const AuditRequest = z.strictObject({
  /** Names of environments on record. */
  environments: z.optional(z.array(Environment.shape.name).check(z.minLength(1), z.maxLength(20))),
  /** Regions; the deployment's own, and those of its targets, without it. */
  regions: z.optional(z.array(z.enum(cloudhsmRegions as [string, ...string[]])).check(z.minLength(1))),
});

export type AuditRequest = z.output<typeof AuditRequest>;

/** What is asked for, as a part of a key in the bucket: reports of the same scope are compared. */
export function scopeName({ environments, regions }: AuditRequest): string {
  const parts = [environments?.toSorted().join('+'), regions?.toSorted().join('+')].filter((part) => part !== undefined);
  return parts.length === 0 ? 'all' : parts.join('@').slice(0, 400);
}
