import type { Place } from '../../aws/clients.ts';
import { signedRequest } from '../../aws/signed-request.ts';
import type { TrailFact } from './facts.ts';

interface Described {
  trailList?: { Name?: string; TrailARN?: string; HomeRegion?: string; IsMultiRegionTrail?: boolean }[];
}

/** The trails of CloudTrail that record in a place: those of its own, and those of all regions, with whether each records now. */
export async function readTrails(place: Place | undefined): Promise<TrailFact[]> {
  const { trailList = [] } = await ask<Described>(place, 'DescribeTrails', {});
  const found: TrailFact[] = [];
  for (const { Name = '', TrailARN = '' } of trailList) {
    const { IsLogging = false } = await ask<{ IsLogging?: boolean }>(place, 'GetTrailStatus', { Name: TrailARN });
    found.push({ name: Name, logging: IsLogging });
    // one that records is enough
    if (IsLogging) break;
  }
  return found;
}

async function ask<T>(place: Place | undefined, operation: string, input: object): Promise<T> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${operation}`,
  };
  return JSON.parse(await signedRequest(place, { service: 'cloudtrail', headers, body: JSON.stringify(input) })) as T;
}
