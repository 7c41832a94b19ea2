import type { Caller } from './caller.ts';

/** AWS itself as the caller, once a resource's own policy has let the service in. */
export function serviceCaller(service: string): Caller {
  return { kind: 'person', arn: service, accessKeyId: service };
}
