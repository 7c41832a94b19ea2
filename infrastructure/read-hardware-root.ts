import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { PackagingError } from './packaging-error.ts';

/** A hardware root as stack parameters want it: PEM and the SHA-256 of its DER, hex. */
export interface HardwareRoot {
  pem: string;
  sha256: string;
}

/** @returns undefined where there is no such file */
export function readHardwareRoot(file: string): HardwareRoot | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const certificate = new X509Certificate(readFileSync(file));
    return { pem: certificate.toString(), sha256: createHash('sha256').update(certificate.raw).digest('hex') };
  } catch (error) {
    throw new PackagingError(
      `${file}: is not a certificate (${(error as Error).message}); download the root again as docs/operations.md says`,
    );
  }
}
