import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';
import type { Tag } from '../tags.ts';

/** A tag given with a value goes only where it has that value. */
export const untagCertificateAuthority: Operation<{ CertificateAuthorityArn: string; Tags: Tag[] }, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const { tags } = place.acmPca.authority(input.CertificateAuthorityArn);
    for (const { Key, Value } of input.Tags) if (Value === undefined || tags.get(Key) === Value) tags.delete(Key);
  },
};
