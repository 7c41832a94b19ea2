import type { Environment } from '../environment/environment.ts';

/** As an environment file names it; named-authority.ts and named-signer.ts say who each is. */
export type CertificateAuthorityKind = Environment['certificateAuthority']['type'];

/** What the workflow asks of whoever signs the cluster's CSR. */
export interface CertificateAuthority {
  /** People sign, in days: what they bring is asked for again where it does not pass. */
  readonly byPeople?: true;
  /** The self-signed root, PEM: the trust anchor of cluster and key store. */
  trustAnchor(): Promise<string>;
  /** The certificate, PEM, or undefined while it is not issued. */
  fetch(certificate: string): Promise<string | undefined>;
}

/** A CA that can be asked for a certificate: only one step does. */
export interface Signer {
  /**
   * Asks for a certificate; the same `token` gives the same certificate. Returns what `fetch` takes.
   *
   * @param now ISO 8601: the state machine's time
   */
  request(csr: string, token: string, now: string): Promise<string>;
}
