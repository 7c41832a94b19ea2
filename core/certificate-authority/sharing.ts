/** What the workflow asks of a CA. */
const asked = [
  'acm-pca:DescribeCertificateAuthority',
  'acm-pca:GetCertificateAuthorityCertificate',
  'acm-pca:IssueCertificate (template EndEntityCertificate/V1)',
  'acm-pca:GetCertificate',
];

/**
 * Whether it is the owner of a CA who does not allow this account something, and not a role of this account that is too narrow: that is
 * denied in other words.
 *
 * https://github.com/cert-manager/aws-privateca-issuer/issues/211
 */
export function deniedByOwner(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, message, cause } = error;
  return (name === 'AccessDeniedException' && message.includes('no resource-based policy allows')) || deniedByOwner(cause);
}

/**
 * What has to be done so that a CA of another account can serve.
 *
 * https://docs.aws.amazon.com/privateca/latest/userguide/pca-rbp.html, https://docs.aws.amazon.com/ram/latest/userguide/permissions.html
 */
export function sharing(arn: string): string {
  const owner = arn.split(':')[4];
  return `let the account ${owner} share ${arn} by AWS RAM with a permission that allows ${asked.join(', ')}, as AWSRAMDefaultPermissionCertificateAuthority does, and accept the share in this account`;
}
