import type { Operation } from '../api/service.ts';
import { description } from './describe-certificate-authority.ts';
import { page } from './page.ts';

export const listCertificateAuthorities: Operation<{ MaxResults?: number; NextToken?: string; ResourceOwner?: string }> = (
  input,
  { world },
) => {
  const own = input.ResourceOwner === 'OTHER_ACCOUNTS' ? [] : [...world.acmPca.authorities.values()];
  const { items, NextToken } = page(own, input);
  return { CertificateAuthorities: items.map((authority) => description(authority, world.clock.now())), NextToken };
};
