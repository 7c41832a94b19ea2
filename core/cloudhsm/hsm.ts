import * as z from 'zod/mini';

/** An HSM that a state machine speaks of. */
export const NamedHsm = z.object({ hsmId: z.string(), eniId: z.string() });

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

/** An HSM is known by its ENI, which it keeps when CloudHSM replaces it; before it has one, by its id. */
export function sameHsm(one: Pick<Hsm, 'hsmId' | 'eniId'>, other: Pick<Hsm, 'hsmId' | 'eniId'>): boolean {
  return one.hsmId === other.hsmId || (one.eniId !== '' && one.eniId === other.eniId);
}

/** How many HSMs these are: one that CloudHSM replaces may stand there twice, behind one ENI. */
export function countHsms(hsms: Pick<Hsm, 'eniId'>[]): number {
  const known = hsms.filter(({ eniId }) => eniId !== '');
  return new Set(known.map(({ eniId }) => eniId)).size + hsms.length - known.length;
}
