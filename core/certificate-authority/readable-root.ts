import { X509Certificate } from 'node:crypto';
import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { serviceError } from '../errors/service-error.ts';
import { AcmPca } from './acm-pca.ts';

/**
 * The root of a CA of AWS Private CA; undefined where it cannot be read, of which the check of the CA says why, and of one of another region,
 * which is asked nothing: it may be lost.
 *
 * @throws LifecycleError TransientServiceError where AWS gave no answer: nothing is known then
 */
export async function readableRoot(arn: string): Promise<X509Certificate | undefined> {
  if (arn.split(':')[3] !== setting('AWS_REGION')) return undefined;
  try {
    return new X509Certificate(await new AcmPca(arn).trustAnchor());
  } catch (thrown) {
    const error = serviceError(thrown, { doing: 'reading the root of the CA', to: arn });
    if (error instanceof LifecycleError && error.name === 'TransientServiceError') throw error;
    return undefined;
  }
}
