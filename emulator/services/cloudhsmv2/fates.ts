export const clusterFates = ['DEGRADED', 'ROLLBACK_IN_PROGRESS'] as const;
export const hsmFates = ['DEGRADED', 'DELETED'] as const;

/** How the next creates end where a test wants them not to end well. Each is used up by the first create that it fits. */
export interface Fates {
  /** ROLLBACK_IN_PROGRESS goes on to DELETED. */
  clusters: { ends: (typeof clusterFates)[number] }[];
  /** DELETED: the HSM is gone from the list, with its ENI. */
  hsms: { ends: (typeof hsmFates)[number]; availabilityZone?: string }[];
}

export function takeHsmFate(fates: Fates, availabilityZone: string): 'DEGRADED' | 'DELETED' | undefined {
  const index = fates.hsms.findIndex((fate) => (fate.availabilityZone ?? availabilityZone) === availabilityZone);
  return index === -1 ? undefined : fates.hsms.splice(index, 1)[0]!.ends;
}
