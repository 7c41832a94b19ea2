import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const deletePermission: Operation<{ CertificateAuthorityArn: string; Principal: string }, AcmPcaPlace> = {
  ignores: ['SourceAccount'],
  resources: onAuthority,
  run(input, { place }) {
    const { permissions } = place.acmPca.authority(input.CertificateAuthorityArn);
    if (!permissions.delete(input.Principal))
      throw new AwsError('ResourceNotFoundException', `There is no permission for ${input.Principal}`);
  },
};
