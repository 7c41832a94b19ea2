import { X509Certificate } from 'node:crypto';

/** KMS takes no longer text. */
const longest = 5000;

/** Why CloudHSM or KMS would refuse a PEM text as trust anchor; empty where they take it. */
export function trustAnchorProblems(pem: string): string[] {
  let anchor: X509Certificate;
  try {
    anchor = new X509Certificate(pem);
  } catch {
    return ['it is not a certificate in PEM form'];
  }
  const problems: string[] = [];
  const bits = anchor.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (anchor.publicKey.asymmetricKeyType !== 'rsa') problems.push('its key is not RSA');
  else if (bits !== 2048 && bits !== 4096) problems.push(`its RSA key has ${bits} bits, not 2048 or 4096`);
  if (!anchor.verify(anchor.publicKey)) problems.push('it is not self-signed');
  if (!anchor.ca) problems.push('its basic constraints do not make it a CA');
  if (pem.length > longest) problems.push(`it has ${pem.length} characters, and KMS takes ${longest}`);
  return problems;
}
