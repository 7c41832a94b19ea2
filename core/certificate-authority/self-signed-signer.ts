import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { ssm } from '../aws/ssm.ts';
import { signWithOwnRoot } from '../pki/own-root.ts';
import type { Signer } from './certificate-authority.ts';
import { SelfSigned } from './self-signed.ts';

/** Ten years: as long as a cluster for testing may want. */
const usualValidityDays = 3650;

export class SelfSignedSigner extends SelfSigned implements Signer {
  readonly #validityDays: number;

  constructor(environment: string, validityDays = usualValidityDays) {
    super(environment);
    this.#validityDays = validityDays;
  }

  async request(csr: string, token: string, now: string): Promise<string> {
    if ((await this.find())?.token !== token) {
      const Value = JSON.stringify({ token, ...(await signWithOwnRoot(csr, new Date(now), this.#validityDays)) });
      await ssm().send(new PutParameterCommand({ Name: this.parameter, Value, Type: 'String', Overwrite: true }));
    }
    return token;
  }
}
