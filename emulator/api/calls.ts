import * as z from 'zod';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { ApiRoute } from './api-route.ts';

/** Every request that reached a service, oldest first; of a signed request's account and region only. */
export const calls: ApiRoute<unknown> = {
  method: 'GET',
  path: 'calls',
  body: z.unknown(),
  answer({ cloud }, { place, signed }) {
    const { requests } = cloud.kernel.calls;
    const here = ({ accountId, region }: LoggedCall) => accountId === place.accountId && region === place.region;
    return (signed ? requests.filter(here) : requests).map(described);
  },
};

function described({ at, caller, operation, resources, status }: LoggedCall) {
  const [service, name] = operation.split(':');
  return {
    at: new Date(at).toISOString(),
    caller: caller.arn,
    service,
    operation: name,
    resource: resources.join(','),
    status: status ?? null,
  };
}
