import type { Place } from '../../service/place.ts';

export function clusterArn(place: Place, clusterId: string): string {
  return place.arn('cloudhsm', `cluster/${clusterId}`);
}

export function backupArn(place: Place, backupId: string): string {
  return place.arn('cloudhsm', `backup/${backupId}`);
}
