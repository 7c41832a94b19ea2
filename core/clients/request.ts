import * as z from 'zod/mini';
import { HostTags } from '../environment/host-tags.ts';

/** One run's hosts: what is told of them stands in the record, whose items are of a limited size. */
export const mostHosts = 100;

export const HostIds = z
  .array(z.string().check(z.regex(/^(i|mi)-[0-9a-f]{8,17}$/, 'is not the id of a host such as i-0123456789abcdef0')))
  .check(z.minLength(1, 'needs a host'), z.maxLength(mostHosts));

export const ClientsRequest = z.strictObject({
  /** Hosts by their tags, or by their ids; without both, those that the file names. */
  tags: z.optional(HostTags),
  hosts: z.optional(HostIds),
  /** Whether hosts outside the cluster's security group are let in. */
  attachSecurityGroup: z.optional(z.boolean()),
});

export type ClientsRequest = z.output<typeof ClientsRequest>;

/** Whose hosts are meant: those that have all tags, or these. */
export const Wanted = z.union([z.object({ tags: z.array(z.string()) }), z.object({ ids: z.array(z.string()) })]);

export type Wanted = z.output<typeof Wanted>;

/** A tag as Systems Manager's targets and filters have it. */
export function asTarget(tag: string): { Key: string; Values: string[] } {
  const at = tag.indexOf('=');
  return { Key: `tag:${tag.slice(0, at)}`, Values: [tag.slice(at + 1)] };
}
