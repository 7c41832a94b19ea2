import type { Operation } from '../../../service/service.ts';
import type { AcmPcaPlace } from '../state.ts';

export const deletePolicy: Operation<{ ResourceArn: string }, AcmPcaPlace> = ({ ResourceArn }, { place }) => {
  place.acmPca.authority(ResourceArn).policy = undefined;
};
