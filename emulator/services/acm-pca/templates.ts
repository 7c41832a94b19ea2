import { AwsError } from '../../kernel/aws-error.ts';
import type { KeyUsage } from '../../pki/certificate.ts';

/** What a certificate template of AWS Private CA puts into a certificate. */
export interface Template {
  ca: boolean;
  pathLength?: number;
  /** Whether whoever does not know Basic Constraints has to refuse the certificate. */
  criticalConstraints: boolean;
  /** None of a blank template. */
  keyUsages: KeyUsage[];
  /** Object identifiers. */
  extendedKeyUsages?: string[];
  criticalExtendedKeyUsages?: boolean;
  /** Signed by the CA with its own key for itself, while it has no certificate. */
  selfSigned?: boolean;
  /** Whether the request says more than the template, and the CSR. */
  fromApi?: boolean;
  fromCsr?: boolean;
}

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const codeSigning = '1.3.6.1.5.5.7.3.3';
const ocspSigning = '1.3.6.1.5.5.7.3.9';

const endEntity = (keyUsages: KeyUsage[], ...extendedKeyUsages: string[]): Template => ({
  ca: false,
  criticalConstraints: false,
  keyUsages,
  extendedKeyUsages,
});
const signer = (usage: string): Template => ({ ...endEntity(['digitalSignature'], usage), criticalExtendedKeyUsages: true });
const blankAuthority: Template = { ca: true, criticalConstraints: true, keyUsages: [] };
const authority: Template = { ...blankAuthority, keyUsages: ['digitalSignature', 'keyCertSign', 'cRLSign'] };
const blank: Template = { ca: false, criticalConstraints: false, keyUsages: [] };

const depths = [0, 1, 2, 3];
const ofDepths = (name: string, template: Template) =>
  Object.fromEntries(depths.map((pathLength) => [`${name}_PathLen${pathLength}`, { ...template, pathLength }]));

const varieties: Record<string, Pick<Template, 'fromApi' | 'fromCsr'>> = {
  '': {},
  _CSRPassthrough: { fromCsr: true },
  _APIPassthrough: { fromApi: true },
  _APICSRPassthrough: { fromApi: true, fromCsr: true },
};

function inVarieties(names: string[], templates: Record<string, Template>): Record<string, Template> {
  const each = Object.entries(templates).flatMap(([name, template]) =>
    names.map((variety) => [`${name}${variety}/V1`, { ...template, ...varieties[variety] }] as const),
  );
  return Object.fromEntries(each);
}

/** Sources: "Template definitions" and "Template varieties" in AWS Private CA's user guide. */
const templates: Record<string, Template> = {
  ...inVarieties(Object.keys(varieties), {
    EndEntityCertificate: endEntity(['digitalSignature', 'keyEncipherment'], serverAuth, clientAuth),
    EndEntityClientAuthCertificate: endEntity(['digitalSignature', 'keyEncipherment'], clientAuth),
    EndEntityServerAuthCertificate: endEntity(['digitalSignature', 'keyEncipherment'], serverAuth),
    CodeSigningCertificate: signer(codeSigning),
    OCSPSigningCertificate: signer(ocspSigning),
    ...ofDepths('SubordinateCACertificate', authority),
  }),
  ...inVarieties(['_CSRPassthrough', '_APIPassthrough', '_APICSRPassthrough'], {
    BlankEndEntityCertificate: blank,
    BlankEndEntityCertificate_CriticalBasicConstraints: { ...blank, criticalConstraints: true },
    ...ofDepths('BlankSubordinateCACertificate', blankAuthority),
  }),
  ...inVarieties(['', '_APIPassthrough'], { RootCACertificate: { ...authority, selfSigned: true } }),
  ...inVarieties(['_APIPassthrough'], {
    BlankRootCACertificate: { ...blankAuthority, selfSigned: true },
    ...ofDepths('BlankRootCACertificate', { ...blankAuthority, selfSigned: true }),
  }),
};

/**
 * The template that an ARN names; the end entity's where none is named.
 *
 * @throws AwsError InvalidArgsException for any other
 */
export function templateOf(arn: string | undefined): Template {
  const name = arn === undefined ? 'EndEntityCertificate/V1' : (/^arn:aws[\w-]*:acm-pca:::template\/(.+)$/.exec(arn)?.[1] ?? arn);
  if (!Object.hasOwn(templates, name))
    throw new AwsError(
      'InvalidArgsException',
      `There is no certificate template ${arn}; "Template varieties" of AWS Private CA lists them`,
    );
  return templates[name]!;
}
