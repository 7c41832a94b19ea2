import { AwsError } from '../../kernel/aws-error.ts';
import type { Call, Operation } from '../../service/service.ts';
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

/** An operation on a CA, which may be another account's: declared with that owner, it is shared with this one; else it is not. */
export function sharedWithUs<Input extends { CertificateAuthorityArn: string; TemplateArn?: string }>(
  operation: string,
  run: Operation<Input, AcmPcaPlace>,
): Operation<Input, AcmPcaPlace> {
  return (input, call) => {
    const owner = input.CertificateAuthorityArn.split(':')[4];
    if (owner !== call.place.accountId && !mayUse(call, operation, input)) throw denied(call, operation, input.CertificateAuthorityArn);
    return run(input, call);
  };
}

function mayUse(
  { place }: Call<AcmPcaPlace>,
  operation: string,
  input: { CertificateAuthorityArn: string; TemplateArn?: string },
): boolean {
  if (!place.acmPca.authorities.has(input.CertificateAuthorityArn) || !permitted.includes(operation)) return false;
  return operation !== 'IssueCertificate' || input.TemplateArn === undefined || template.test(input.TemplateArn);
}

/** AWS's sentence, as in https://github.com/cert-manager/aws-privateca-issuer/issues/211. */
function denied({ caller }: Call<AcmPcaPlace>, operation: string, arn: string): AwsError {
  const [action, user] = [`acm-pca:${operation}`, `User: ${caller.arn}`];
  const why = `because no resource-based policy allows the ${action} action`;
  return new AwsError('AccessDeniedException', `${user} is not authorized to perform: ${action} on resource: ${arn} ${why}`);
}
