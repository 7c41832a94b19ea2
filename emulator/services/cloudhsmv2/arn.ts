import type { World } from '../../world.ts';

export function clusterArn(world: World, clusterId: string): string {
  return world.arn('cloudhsm', `cluster/${clusterId}`);
}

/** @param region the backup's, where it is not the world's */
export function backupArn(world: World, backupId: string, region = world.region): string {
  return `arn:aws:cloudhsm:${region}:${world.accountId}:backup/${backupId}`;
}
