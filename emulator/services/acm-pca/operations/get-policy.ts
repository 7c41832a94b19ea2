import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onPolicyHolder } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const getPolicy: Operation<{ ResourceArn: string }, AcmPcaPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn }, { place }) {
    const { policy } = place.acmPca.authority(ResourceArn);
    if (policy === undefined) throw new AwsError('ResourceNotFoundException', `There is no policy for ${ResourceArn}`);
    return { Policy: policy };
  },
};
