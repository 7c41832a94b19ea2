import type { Operation } from '../api/service.ts';

export const deletePolicy: Operation<{ ResourceArn: string }> = ({ ResourceArn }, { world }) => {
  world.acmPca.authority(ResourceArn).policy = undefined;
};
