import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const listPermissions: Operation<{ CertificateAuthorityArn: string; MaxResults?: number; NextToken?: string }, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const { arn, permissions } = place.acmPca.authority(input.CertificateAuthorityArn);
    const { items, NextToken } = page([...permissions.values()], 'ListPermissions', input);
    return { Permissions: items.map((permission) => ({ CertificateAuthorityArn: arn, ...permission })), NextToken };
  },
};
