import { AwsError } from '../../kernel/aws-error.ts';
import type { KeyUsage } from '../../pki/certificate.ts';
import type { CsrContent } from '../../pki/csr.ts';
import { type DistinguishedName, toName } from '../../pki/distinguished-name.ts';
import {
  CertificatePolicyExtension,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '../../pki/x509.ts';
import type { Asn1Subject } from './authority.ts';
import { distinguishedName } from './subject.ts';
import type { Template } from './templates.ts';

interface GeneralName {
  DnsName?: string;
  Rfc822Name?: string;
  UniformResourceIdentifier?: string;
  IpAddress?: string;
  RegisteredId?: string;
  DirectoryName?: Asn1Subject;
  OtherName?: object;
  EdiPartyName?: object;
}

/** The API's ApiPassthrough. */
export interface ApiPassthrough {
  Subject?: Asn1Subject;
  Extensions?: {
    KeyUsage?: Record<string, boolean>;
    ExtendedKeyUsage?: { ExtendedKeyUsageType?: string; ExtendedKeyUsageObjectIdentifier?: string }[];
    CertificatePolicies?: { CertPolicyId: string; PolicyQualifiers?: object[] }[];
    SubjectAlternativeNames?: GeneralName[];
    CustomExtensions?: { ObjectIdentifier: string; Value: string; Critical?: boolean }[];
  };
}

const subjectAlternativeName = '2.5.29.17';
/** Basic Constraints, both key identifiers, and where lists of revoked certificates are: of every template. */
const ofTemplates = ['2.5.29.19', '2.5.29.14', '2.5.29.35', '2.5.29.31'];
const keyUsage = '2.5.29.15';
const extendedKeyUsage = '2.5.29.37';

/** By ExtendedKeyUsageType. Sources: RFC 5280, RFC 9336, RFC 6962, and Microsoft's list of object identifiers for smart cards. */
const usages: Record<string, string> = {
  SERVER_AUTH: '1.3.6.1.5.5.7.3.1',
  CLIENT_AUTH: '1.3.6.1.5.5.7.3.2',
  CODE_SIGNING: '1.3.6.1.5.5.7.3.3',
  EMAIL_PROTECTION: '1.3.6.1.5.5.7.3.4',
  TIME_STAMPING: '1.3.6.1.5.5.7.3.8',
  OCSP_SIGNING: '1.3.6.1.5.5.7.3.9',
  DOCUMENT_SIGNING: '1.3.6.1.5.5.7.3.36',
  SMART_CARD_LOGIN: '1.3.6.1.4.1.311.20.2.2',
  CERTIFICATE_TRANSPARENCY: '1.3.6.1.4.1.11129.2.4.4',
};

/**
 * What a certificate has beside its template: the template goes before the request, and the request before the CSR ("Template order of
 * operations" in AWS Private CA's user guide). A request counts under the templates alone that let it ("ApiPassthrough", API reference).
 *
 * @throws AwsError InvalidArgsException
 */
export function passedThrough(
  template: Template,
  csr: CsrContent,
  api: ApiPassthrough = {},
): { subject: DistinguishedName; extensions: Extension[] } {
  const asked = template.fromApi ? api : {};
  const defined = new Set([
    ...ofTemplates,
    ...(template.keyUsages.length > 0 ? [keyUsage] : []),
    ...(template.extendedKeyUsages ? [extendedKeyUsage] : []),
  ]);
  const ofCsr = csr.extensions.filter(({ type }) => template.fromCsr || type === subjectAlternativeName);
  const extensions = new Map<string, Extension>();
  for (const extension of [...extensionsOf(asked), ...ofCsr]) {
    if (!defined.has(extension.type) && !extensions.has(extension.type)) extensions.set(extension.type, extension);
  }
  return { subject: asked.Subject ? distinguishedName(asked.Subject) : csr.subject, extensions: [...extensions.values()] };
}

function extensionsOf({ Extensions: asked = {} }: ApiPassthrough): Extension[] {
  try {
    const { KeyUsage, ExtendedKeyUsage, CertificatePolicies, SubjectAlternativeNames, CustomExtensions = [] } = asked;
    return [
      ...(KeyUsage ? [new KeyUsagesExtension(flagsOf(KeyUsage), true)] : []),
      ...(ExtendedKeyUsage ? [new ExtendedKeyUsageExtension(ExtendedKeyUsage.map(usageOf))] : []),
      ...(CertificatePolicies ? [new CertificatePolicyExtension(CertificatePolicies.map(policyOf))] : []),
      ...(SubjectAlternativeNames ? [new SubjectAlternativeNameExtension(SubjectAlternativeNames.map(nameOf))] : []),
      ...CustomExtensions.map(
        ({ ObjectIdentifier, Value, Critical = false }) => new Extension(ObjectIdentifier, Critical, Buffer.from(Value, 'base64')),
      ),
    ];
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError('InvalidArgsException', `ApiPassthrough: ${error instanceof Error ? error.message : error}`);
  }
}

function flagsOf(asked: Record<string, boolean>): number {
  const names = Object.keys(asked).filter((member) => asked[member]);
  const flag = (member: string) => KeyUsageFlags[`${member[0]!.toLowerCase()}${member.slice(1)}` as KeyUsage];
  return names.reduce((flags, member) => flags | flag(member), 0);
}

function usageOf({ ExtendedKeyUsageType: type, ExtendedKeyUsageObjectIdentifier: id }: { [member: string]: string }): string {
  if ((type === undefined) === (id === undefined))
    throw new AwsError('InvalidArgsException', 'ExtendedKeyUsage takes either ExtendedKeyUsageType or ExtendedKeyUsageObjectIdentifier');
  return id ?? usages[type!]!;
}

function policyOf({ CertPolicyId, PolicyQualifiers }: { CertPolicyId: string; PolicyQualifiers?: object[] }): string {
  if (PolicyQualifiers) throw notEmulated('PolicyQualifiers');
  return CertPolicyId;
}

function nameOf(name: GeneralName): JsonGeneralName {
  if (name.DnsName !== undefined) return { type: 'dns', value: name.DnsName };
  if (name.Rfc822Name !== undefined) return { type: 'email', value: name.Rfc822Name };
  if (name.UniformResourceIdentifier !== undefined) return { type: 'url', value: name.UniformResourceIdentifier };
  if (name.IpAddress !== undefined) return { type: 'ip', value: name.IpAddress };
  if (name.RegisteredId !== undefined) return { type: 'id', value: name.RegisteredId };
  if (name.DirectoryName !== undefined) return { type: 'dn', value: toName(distinguishedName(name.DirectoryName)).toString() };
  throw notEmulated(name.OtherName ? 'OtherName' : 'EdiPartyName');
}

function notEmulated(member: string): AwsError {
  return new AwsError('InvalidArgsException', `${member} of ApiPassthrough: not emulated; docs/api-coverage.md lists what is`);
}
