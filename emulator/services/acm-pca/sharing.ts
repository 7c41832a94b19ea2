import { sharesWith } from '../iam/shared.ts';
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

/** Whether another account's CA lets this one in: the account file says that it is shared, or a policy of the CA does. */
export function admits(arn: string, operation: string, { TemplateArn }: { TemplateArn?: string }, place: AcmPcaPlace): boolean {
  const declared = place.acmPca.lent().some((one) => one.arn === arn);
  if (!declared) {
    const owner = place.inAccount(arn.split(':')[4]!);
    const context = { 'acm-pca:TemplateArn': TemplateArn ?? `arn:${place.partition}:acm-pca:::template/EndEntityCertificate/V1` };
    return sharesWith(owner.acmPca.authorities.get(arn)?.policy, place.accountId, `acm-pca:${operation}`, arn, context);
  }
  if (!permitted.includes(operation)) return false;
  return operation !== 'IssueCertificate' || TemplateArn === undefined || template.test(TemplateArn);
}
