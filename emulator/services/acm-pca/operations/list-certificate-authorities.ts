import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { description } from './describe-certificate-authority.ts';

export const listCertificateAuthorities: Operation<{ MaxResults?: number; NextToken?: string; ResourceOwner?: string }> = (
  input,
  { world },
) => {
  const others = input.ResourceOwner === 'OTHER_ACCOUNTS';
  const listed = [...world.acmPca.authorities.values()].filter(({ arn }) => (arn.split(':')[4] !== world.accountId) === others);
  const { items, NextToken } = page(listed, 'ListCertificateAuthorities', input);
  return { CertificateAuthorities: items.map((authority) => description(authority, world.clock.now())), NextToken };
};
