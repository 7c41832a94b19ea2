import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';

export const listPermissions: Operation<{ CertificateAuthorityArn: string; MaxResults?: number; NextToken?: string }> = (
  input,
  { world },
) => {
  const { arn, permissions } = world.acmPca.authority(input.CertificateAuthorityArn);
  const { items, NextToken } = page([...permissions.values()], 'ListPermissions', input);
  return { Permissions: items.map((permission) => ({ CertificateAuthorityArn: arn, ...permission })), NextToken };
};
