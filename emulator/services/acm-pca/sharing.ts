import type { AcmPcaPlace } from './state.ts';

/** What the permission lets another account do that AWS RAM gives to whoever a CA is shared with, unless its owner says otherwise. */
const permitted = [
  'DescribeCertificateAuthority',
  'GetCertificate',
  'GetCertificateAuthorityCertificate',
  'IssueCertificate',
  'ListPermissions',
  'ListTags',
];
const template = /:template\/EndEntityCertificate\/V1$/;

/** Whether another account's CA lets this one in: declared with that owner, it is shared with this one; else it is not. */
export function admits(arn: string, operation: string, { TemplateArn }: { TemplateArn?: string }, place: AcmPcaPlace): boolean {
  if (!place.acmPca.authorities.has(arn) || !permitted.includes(operation)) return false;
  return operation !== 'IssueCertificate' || TemplateArn === undefined || template.test(TemplateArn);
}
