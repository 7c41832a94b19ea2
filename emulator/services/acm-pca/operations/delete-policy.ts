import type { Operation } from '../../../service/service.ts';
import { onPolicyHolder } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const deletePolicy: Operation<{ ResourceArn: string }, AcmPcaPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn }, { place }) {
    place.acmPca.authority(ResourceArn).policy = undefined;
  },
};
