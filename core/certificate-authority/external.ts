import type { Signer } from './certificate-authority.ts';
import { SignedOnRecord } from './signed-on-record.ts';

/** A root that the workflow cannot ask: people sign with it, and `hsm approve` puts on record what they bring. */
export class External extends SignedOnRecord implements Signer {
  readonly byPeople = true;

  /** People are asked for it by what the workflow publishes: the CSR is known by its hash. */
  async request(_csr: string, csrSha256: string): Promise<string> {
    return csrSha256;
  }
}
