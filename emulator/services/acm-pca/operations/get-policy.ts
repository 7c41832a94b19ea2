import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { AcmPcaPlace } from '../state.ts';

export const getPolicy: Operation<{ ResourceArn: string }, AcmPcaPlace> = ({ ResourceArn }, { place }) => {
  const { policy } = place.acmPca.authority(ResourceArn);
  if (policy === undefined) throw new AwsError('ResourceNotFoundException', `There is no policy for ${ResourceArn}`);
  return { Policy: policy };
};
