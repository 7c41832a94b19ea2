import { X509Certificate } from 'node:crypto';
import { BadOption } from '../exit.ts';
import { textOf } from '../file-text.ts';

const certificate = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates in a file, PEM, in their order; there is one at least.
 *
 * @throws CommandError
 */
export function certificatesIn(file: string): string[] {
  const read = textOf(file);
  if ('fault' in read) throw new BadOption(`${file} ${read.fault.problem}`, { remedy: read.fault.remedy });
  const found = (read.text.match(certificate) ?? []).filter(isCertificate);
  if (found.length > 0) return found.map((pem) => `${pem}\n`);
  const remedy =
    'name a file that begins with -----BEGIN CERTIFICATE-----; `openssl x509 -inform DER -in FILE` prints one of another form so';
  throw new BadOption(`${file} holds no certificate in PEM form`, { remedy });
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
