import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const listTags: Operation<{ CertificateAuthorityArn: string; MaxResults?: number; NextToken?: string }, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const { tags } = place.acmPca.authority(input.CertificateAuthorityArn);
    const { items, NextToken } = page(
      [...tags].map(([Key, Value]) => ({ Key, Value })),
      'ListTags',
      input,
    );
    return { Tags: items, NextToken };
  },
};
