import { changeItem, readItem } from './item.ts';

/** A certificate that people have brought, with the root that signed it. PEM texts. */
interface Signed {
  /** SHA-256 of the DER of the CSR that it was signed for, hex. */
  csrSha256: string;
  certificate: string;
  trustAnchor: string;
}

export async function recordSigned(environment: string, { csrSha256, certificate, trustAnchor }: Signed): Promise<void> {
  const set = { csrSha256: { S: csrSha256 }, certificate: { S: certificate }, trustAnchor: { S: trustAnchor } };
  await changeItem(environment, 'signed', () => ({ set }));
}

export async function readSigned(environment: string): Promise<Signed | undefined> {
  const { csrSha256, certificate, trustAnchor } = (await readItem(environment, 'signed')) ?? {};
  if (!csrSha256?.S || !certificate?.S || !trustAnchor?.S) return undefined;
  return { csrSha256: csrSha256.S, certificate: certificate.S, trustAnchor: trustAnchor.S };
}
