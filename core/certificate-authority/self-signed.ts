import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import { setting } from '../aws/setting.ts';
import { ssm } from '../aws/ssm.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { CertificateAuthority } from './certificate-authority.ts';

/** A root that signed once, with the certificate that it signed. Its key is gone. PEM texts. */
export interface OwnRoot {
  /** What the certificate was asked for with: the hash of the CSR. */
  token: string;
  certificate: string;
  root: string;
}

/**
 * A root made for one cluster, for testing: it costs nothing, and nobody keeps its key. The certificates are kept in an SSM
 * parameter of the environment, because clients need the root for as long as the cluster lives.
 */
export class SelfSigned implements CertificateAuthority {
  readonly parameter: string;

  constructor(environment: string) {
    this.parameter = `/cloudhsm-lifecycle/${setting('STAGE')}/environments/${environment}/certificate-authority`;
  }

  async trustAnchor(): Promise<string> {
    const made = await this.find();
    if (made) return made.root;
    throw new LifecycleError('TrustAnchorRefused', {
      doing: 'reading the root of the self-signed CA',
      to: this.parameter,
      problem: 'there is no such parameter',
      remedy:
        'start the workflow again: for a cluster that is not initialized it makes another root; for one that is, put the parameter back as it was first, since nobody can trust the cluster without it',
    });
  }

  async fetch(certificate: string): Promise<string | undefined> {
    const made = await this.find();
    return made?.token === certificate ? made.certificate : undefined;
  }

  async find(): Promise<OwnRoot | undefined> {
    try {
      const { Parameter } = await ssm().send(new GetParameterCommand({ Name: this.parameter }));
      return JSON.parse(Parameter?.Value ?? 'null') as OwnRoot;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  }
}
