import { readFileSync } from 'node:fs';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { gatewayServices } from './network.ts';

/** Services that have interface endpoints, by the last part of their names, in whatever region (those that the CDK knows by name, 2.276). */
const interfaceServices = readFileSync(new URL('./interface-services.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

export interface EndpointService {
  /** The last part of its name. */
  service: string;
  types: ('Gateway' | 'Interface')[];
}

/** In the order of their names. */
export const endpointServices: EndpointService[] = interfaceServices
  .map((service): EndpointService => ({ service, types: gatewayServices.includes(service) ? ['Gateway', 'Interface'] : ['Interface'] }))
  .toSorted((one, other) => (one.service < other.service ? -1 : 1));

export function serviceName({ region }: Place, service: string): string {
  return `com.amazonaws.${region}.${service}`;
}

/** The service of a name. @throws AwsError InvalidServiceName */
export function endpointService(place: Place, name: string): EndpointService {
  const found = endpointServices.find(({ service }) => serviceName(place, service) === name);
  if (!found) throw new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
  return found;
}

/** The name that private DNS answers with an endpoint's addresses. */
export function privateName({ region, partition }: Place, service: string): string {
  const first = service
    .split('.')
    .reverse()
    .join('.')
    .replace(/^(dkr)\.ecr$/, '*.dkr.ecr');
  return `${first}.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}
