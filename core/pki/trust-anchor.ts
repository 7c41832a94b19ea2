import { X509Certificate } from 'node:crypto';

/** KMS takes no longer text. */
const longest = 5000;
/** https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html, "Create a private key for your Root CA" */
const rsaSizes = [2048, 3072, 4096];
const curves = ['prime256v1', 'secp384r1', 'secp521r1'];

/** Why CloudHSM or KMS would refuse a PEM text as trust anchor; empty where they take it. */
export function trustAnchorProblems(pem: string): string[] {
  let anchor: X509Certificate;
  try {
    anchor = new X509Certificate(pem);
  } catch {
    return ['it is not a certificate in PEM form'];
  }
  const problems: string[] = [];
  problems.push(...keyProblems(anchor));
  if (!anchor.verify(anchor.publicKey)) problems.push('it is not self-signed');
  if (!anchor.ca) problems.push('its basic constraints do not make it a CA');
  if (pem.length > longest) problems.push(`it has ${pem.length} characters, and KMS takes ${longest}`);
  return problems;
}

function keyProblems({ publicKey }: X509Certificate): string[] {
  const { modulusLength = 0, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
  const kind = publicKey.asymmetricKeyType;
  if (kind === 'rsa' || kind === 'rsa-pss')
    return rsaSizes.includes(modulusLength) ? [] : [`its RSA key has ${modulusLength} bits, not ${rsaSizes.join(', ')}`];
  if (kind !== 'ec') return [`its key is ${kind}, neither RSA nor of an elliptic curve`];
  return curves.includes(namedCurve) ? [] : [`its key is on the curve ${namedCurve}, not on ${curves.join(', ')}`];
}
