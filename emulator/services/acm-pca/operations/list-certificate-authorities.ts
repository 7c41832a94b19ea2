import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { AcmPcaPlace } from '../state.ts';
import { description } from './describe-certificate-authority.ts';

export const listCertificateAuthorities: Operation<{ MaxResults?: number; NextToken?: string; ResourceOwner?: string }, AcmPcaPlace> = {
  run(input, { place }) {
    const others = input.ResourceOwner === 'OTHER_ACCOUNTS';
    const listed = others ? place.acmPca.lent() : [...place.acmPca.authorities.values()];
    const { items, NextToken } = page(listed, 'ListCertificateAuthorities', input);
    return { CertificateAuthorities: items.map((authority) => description(authority, place.clock.now())), NextToken };
  },
};
