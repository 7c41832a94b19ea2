export interface Hsm {
  hsmId: string;
  /** Stays when CloudHSM replaces a failed HSM: an HSM is known by its ENI. Empty until it has one. */
  eniId: string;
  ip: string;
  availabilityZone: string;
  state: string;
  /** What CloudHSM says of the state; often empty. */
  stateMessage: string;
}

/** HSMs that exist or are coming into being: what counts, and what costs. */
export function liveHsms<One extends Pick<Hsm, 'state'>>({ hsms }: { hsms: One[] }): One[] {
  return hsms.filter(({ state }) => state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS');
}
