import * as z from 'zod/mini';

/** A host as it was found before anything is done to it. */
export const Host = z.object({
  id: z.string(),
  /** `Ubuntu 24.04` */
  platform: z.string(),
  /** Why nothing can be run on it; null where something can. */
  problem: z.nullable(z.string()),
  /** Whether it has the cluster's security group; null where EC2 does not know the host. */
  inGroup: z.nullable(z.boolean()),
});

export type Host = z.output<typeof Host>;

/** What has become of a host. */
export const HostOutcome = z.object({
  id: z.string(),
  /** Why it is not configured, with its last lines; null where it is. */
  problem: z.nullable(z.string()),
  /** What the script has changed. */
  changed: z.array(z.string()),
  /** What it has found as it shall be. */
  found: z.array(z.string()),
});

export type HostOutcome = z.output<typeof HostOutcome>;

/** What a run answers of the hosts. */
export const Clients = z.object({
  /** Of Client SDK 5. */
  version: z.string(),
  hosts: z.array(z.extend(z.omit(HostOutcome, { problem: true }), { platform: z.string(), inGroup: z.nullable(z.boolean()) })),
  /** Hosts to which this run has given the cluster's security group. */
  attached: z.array(z.string()),
  /** The association that keeps hosts configured; null where none is asked for. */
  association: z.nullable(z.string()),
});

export type Clients = z.output<typeof Clients>;
