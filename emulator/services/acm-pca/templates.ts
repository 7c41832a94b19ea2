import { AwsError } from '../../kernel/aws-error.ts';
import type { KeyUsage } from '../../pki/certificate.ts';

/** What a certificate template of AWS Private CA puts into a certificate. */
export interface Template {
  ca: boolean;
  pathLength?: number;
  keyUsages: KeyUsage[];
  /** Object identifiers. */
  extendedKeyUsages?: string[];
  /** Signed by the CA with its own key for itself, while it has no certificate. */
  selfSigned?: boolean;
}

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const codeSigning = '1.3.6.1.5.5.7.3.3';
const ocspSigning = '1.3.6.1.5.5.7.3.9';
const authority: Template = { ca: true, keyUsages: ['digitalSignature', 'keyCertSign', 'cRLSign'] };

function endEntity(keyUsages: KeyUsage[], ...extendedKeyUsages: string[]): Template {
  return { ca: false, keyUsages, extendedKeyUsages };
}

/** Those without pass-through of extensions. Source: "Template definitions" in AWS Private CA's user guide. */
const templates: Record<string, Template> = {
  'EndEntityCertificate/V1': endEntity(['digitalSignature', 'keyEncipherment'], serverAuth, clientAuth),
  'EndEntityClientAuthCertificate/V1': endEntity(['digitalSignature', 'keyEncipherment'], clientAuth),
  'EndEntityServerAuthCertificate/V1': endEntity(['digitalSignature', 'keyEncipherment'], serverAuth),
  'CodeSigningCertificate/V1': endEntity(['digitalSignature'], codeSigning),
  'OCSPSigningCertificate/V1': endEntity(['digitalSignature'], ocspSigning),
  'RootCACertificate/V1': { ...authority, selfSigned: true },
  'SubordinateCACertificate_PathLen0/V1': { ...authority, pathLength: 0 },
  'SubordinateCACertificate_PathLen1/V1': { ...authority, pathLength: 1 },
  'SubordinateCACertificate_PathLen2/V1': { ...authority, pathLength: 2 },
  'SubordinateCACertificate_PathLen3/V1': { ...authority, pathLength: 3 },
};

/**
 * The template that an ARN names; the end entity's where none is named.
 *
 * @throws AwsError InvalidArgsException for any other, those that pass extensions through included
 */
export function templateOf(arn: string | undefined): Template {
  const name = arn === undefined ? 'EndEntityCertificate/V1' : (/^arn:aws[\w-]*:acm-pca:::template\/(.+)$/.exec(arn)?.[1] ?? arn);
  const template = templates[name];
  if (!template)
    throw new AwsError('InvalidArgsException', `The template ${arn} is not emulated; emulated are ${Object.keys(templates).join(', ')}`);
  return template;
}
