import type { AsnEcSignatureFormatter } from '@peculiar/x509';

type EcAlgorithm = Parameters<AsnEcSignatureFormatter['toAsnSignature']>[0];

/** An ECDSA signature of PKCS #11, r and s one after the other, as openssl has it. */
export async function derOf(raw: Buffer): Promise<Buffer> {
  await import('reflect-metadata'); // @peculiar/x509 wants it there first
  const x509 = await import('@peculiar/x509');
  const namedCurve = ({ 32: 'P-256', 48: 'P-384', 66: 'P-521' } as Record<number, string>)[raw.length / 2];
  const der = new x509.AsnEcSignatureFormatter().toAsnSignature({ name: 'ECDSA', namedCurve } as EcAlgorithm, raw);
  if (!der) throw new Error('an ECDSA signature was not written as DER');
  return Buffer.from(der);
}
