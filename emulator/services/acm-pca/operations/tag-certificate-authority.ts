import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

export const tagCertificateAuthority: Operation<{ CertificateAuthorityArn: string; Tags: Tag[] }, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    putTags(place.acmPca.authority(input.CertificateAuthorityArn), input.Tags);
  },
};
