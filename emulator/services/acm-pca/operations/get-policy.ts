import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';

export const getPolicy: Operation<{ ResourceArn: string }> = ({ ResourceArn }, { world }) => {
  const { policy } = world.acmPca.authority(ResourceArn);
  if (policy === undefined) throw new AwsError('ResourceNotFoundException', `There is no policy for ${ResourceArn}`);
  return { Policy: policy };
};
