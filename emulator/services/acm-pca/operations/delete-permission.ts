import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';

export const deletePermission: Operation<{ CertificateAuthorityArn: string; Principal: string }> = (input, { world }) => {
  const { permissions } = world.acmPca.authority(input.CertificateAuthorityArn);
  if (!permissions.delete(input.Principal))
    throw new AwsError('ResourceNotFoundException', `There is no permission for ${input.Principal}`);
};
