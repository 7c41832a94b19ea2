import { X509Certificate } from 'node:crypto';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { setting } from '../aws/setting.ts';
import { ssm } from '../aws/ssm.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { sha256 } from './fingerprint.ts';

/**
 * The two roots that the operator gave the deployment, PEM, each held against the hash that the deployment pins: whoever can write
 * the parameters alone cannot exchange a root.
 *
 * @throws LifecycleError HardwareRootMissing
 */
export async function hardwareRoots(): Promise<{ awsRoot: string; manufacturerRoot: string }> {
  const { Parameters = [] } = await ssm().send(
    new GetParametersCommand({ Names: [setting('AWS_ROOT_PARAMETER'), setting('MANUFACTURER_ROOT_PARAMETER')] }),
  );
  const root = (parameter: string, pinned: string) => {
    const pem = Parameters.find(({ Name }) => Name === setting(parameter))?.Value ?? '';
    if (fingerprint(pem) === setting(pinned).toLowerCase().replaceAll(':', '')) return pem;
    throw new LifecycleError('HardwareRootMissing', {
      doing: 'reading the hardware roots',
      to: setting(parameter),
      problem: pem.includes('CERTIFICATE') ? `its SHA-256 is not the one that ${pinned} pins` : 'it holds no certificate',
      remedy: 'download the root as docs/operations.md says under "Hardware roots", deploy again, and start the workflow again',
    });
  };
  return {
    awsRoot: root('AWS_ROOT_PARAMETER', 'AWS_ROOT_SHA256'),
    manufacturerRoot: root('MANUFACTURER_ROOT_PARAMETER', 'MANUFACTURER_ROOT_SHA256'),
  };
}

function fingerprint(pem: string): string | undefined {
  try {
    return sha256(new X509Certificate(pem));
  } catch {
    return undefined;
  }
}
