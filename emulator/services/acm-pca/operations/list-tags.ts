import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';

export const listTags: Operation<{ CertificateAuthorityArn: string; MaxResults?: number; NextToken?: string }> = (input, { world }) => {
  const { tags } = world.acmPca.authority(input.CertificateAuthorityArn);
  const { items, NextToken } = page(
    [...tags].map(([Key, Value]) => ({ Key, Value })),
    'ListTags',
    input,
  );
  return { Tags: items, NextToken };
};
