import { signWithOwnRoot } from '../pki/own-root.ts';
import { recordSigned } from '../record/signed-item.ts';
import type { Signer } from './certificate-authority.ts';
import { SignedOnRecord } from './signed-on-record.ts';

/** Ten years: as long as a cluster for testing may want. */
const usualValidityDays = 3650;

/** Makes a root for one cluster, for testing: it costs nothing, signs once, and nobody keeps its key. */
export class SelfSignedSigner extends SignedOnRecord implements Signer {
  readonly #validityDays: number;

  constructor(environment: string, validityDays = usualValidityDays) {
    super(environment);
    this.#validityDays = validityDays;
  }

  async request(csr: string, csrSha256: string, now: string): Promise<string> {
    if (!(await this.fetch(csrSha256))) {
      const { certificate, root } = await signWithOwnRoot(csr, new Date(now), this.#validityDays);
      await recordSigned(this.environment, { csrSha256, certificate, trustAnchor: root });
    }
    return csrSha256;
  }
}
