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

export function policies(arn: string, { acmPca }: AcmPcaPlace): string[] {
  const policy = acmPca.authorities.get(arn)?.policy;
  return policy === undefined ? [] : [policy];
}

/** Whether another account's CA lets this one in because the account file says that it is shared. */
export function admits(arn: string, operation: string, { TemplateArn }: { TemplateArn?: string }, place: AcmPcaPlace): boolean {
  if (!permitted.includes(operation) || !place.acmPca.lent().some((one) => one.arn === arn)) return false;
  return operation !== 'IssueCertificate' || TemplateArn === undefined || template.test(TemplateArn);
}
