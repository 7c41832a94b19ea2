import type { Operation } from '../../../service/service.ts';
import { putTags, type Tag } from '../tags.ts';

export const tagCertificateAuthority: Operation<{ CertificateAuthorityArn: string; Tags: Tag[] }> = (input, { world }) => {
  putTags(world.acmPca.authority(input.CertificateAuthorityArn), input.Tags);
};
