import { readSecretText } from '../credentials/read-password.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { EnvironmentRecord } from './file.ts';

/** The escrowed root that signed the cluster's certificate, PEM. */
export async function readTrustAnchor({ trustAnchor }: Pick<EnvironmentRecord, 'trustAnchor'>): Promise<string> {
  if (trustAnchor) return readSecretText(trustAnchor.secretArn);
  throw new LifecycleError('TrustAnchorRefused', {
    doing: 'reading the trust anchor',
    to: 'the record',
    problem: 'it knows none of this environment',
    remedy: 'provision the environment once: that puts it on record',
  });
}
