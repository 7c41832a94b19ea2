import type { Operation } from '../../../service/service.ts';

export const deletePolicy: Operation<{ ResourceArn: string }> = ({ ResourceArn }, { world }) => {
  world.acmPca.authority(ResourceArn).policy = undefined;
};
