import type { Cluster } from '../../cloudhsmv2/cluster.ts';

/** What several admins may have to approve. */
export const quorumServices = ['user', 'quorum', 'cluster'] as const;
export type QuorumService = (typeof quorumServices)[number];

/** How many admins have to approve what a service does: 1, where nobody has set more. hsm1 has no service `cluster`. */
export function quorumValues({ quorum, hsmType }: Cluster): Partial<Record<QuorumService, number>> {
  const services = quorumServices.filter((service) => service !== 'cluster' || hsmType !== 'hsm1.medium');
  return Object.fromEntries(services.map((service) => [service, quorum?.[service] ?? 1]));
}
