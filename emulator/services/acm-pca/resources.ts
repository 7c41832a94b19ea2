export function onAuthority({ CertificateAuthorityArn }: { CertificateAuthorityArn: string }): string[] {
  return [CertificateAuthorityArn];
}

export function onPolicyHolder({ ResourceArn }: { ResourceArn: string }): string[] {
  return [ResourceArn];
}
