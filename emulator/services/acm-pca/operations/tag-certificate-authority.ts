import type { Operation } from '../../../service/service.ts';
import type { AcmPcaPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

export const tagCertificateAuthority: Operation<{ CertificateAuthorityArn: string; Tags: Tag[] }, AcmPcaPlace> = (input, { place }) => {
  putTags(place.acmPca.authority(input.CertificateAuthorityArn), input.Tags);
};
