import { AwsError } from '../kernel/aws-error.ts';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { Caller, RoleCaller } from '../kernel/caller.ts';
import { loadModel } from '../models/model.ts';
import type { Place } from './place.ts';
import type { RequestContext } from './request-context.ts';
import type { Operation, Question, Service } from './service.ts';

/** What decides, at every service's door, whether a request gets in. */
export interface Guarded {
  readonly iam: {
    denial(
      caller: Caller,
      action: string,
      resources: string[],
      about: {
        contextOf: (resource: string) => RequestContext;
        input: unknown;
        policiesOf: (resource: string) => unknown[];
        ruled?: boolean;
        sharedBy: (resource: string) => boolean;
      },
    ): string | undefined;
    passDenial(caller: RoleCaller, roleArns: string[], service: string): string | undefined;
  };
  inAccount(accountId: string): Guarded;
}

/**
 * Asks IAM whether a caller may do what it asks a service for, and notes what that is about.
 *
 * @param name of the operation
 * @returns where the operation is to run: where the caller is, or where its resource is, if that account lends it
 * @throws AwsError AccessDeniedException, or what the service calls it
 */
export function authorize<P extends Place & Guarded>(place: P, service: Service<P>, name: string, call: LoggedCall): P {
  const { input, caller } = call;
  const operation = service.operations[name]!;
  const asked = questions(operation, name, input, place);
  call.resources = [...new Set(asked.flatMap(({ resources }) => resources))];
  if (operation.free) return place;
  for (const { action, resources, about } of asked) {
    const denial = place.iam.denial(caller, `${service.iamPrefix}:${action}`, resources, {
      contextOf: (resource) => service.context?.(resource, about, placeOf(place, resource)) ?? {},
      input: about,
      policiesOf: (resource) => service.policies?.(resource, placeOf(place, resource)) ?? [],
      ruled: service.policiesRule,
      sharedBy: (resource) => service.admits?.(resource, name, input, place) ?? false,
    });
    if (denial) throw refused(service, denial);
  }
  const passed = operation.passes?.(input, place);
  const denial = passed && caller.kind === 'role' && place.iam.passDenial(caller, passed.roleArns, passed.to);
  if (denial) throw refused(service, denial);
  return service.lent?.includes(name) ? placeOf(place, call.resources[0]!) : place;
}

function questions<P extends Place>(operation: Operation<unknown, P>, name: string, input: unknown, place: P): Question[] {
  const one = () => ({ action: operation.action ?? name, resources: operation.resources?.(input, place) ?? ['*'], about: Object(input) });
  return operation.asks?.(input, place) ?? [one()];
}

/** The services of the JSON protocol answer every mistake of a caller's with 400. */
function refused<P extends Place>(service: Service<P>, denial: string): AwsError {
  const forbidden = ['query', 'ec2', 'rest-json', 'rest-xml'].includes(loadModel(service.model).metadata.protocol);
  return new AwsError(service.denied ?? 'AccessDeniedException', denial, { status: forbidden ? 403 : 400 });
}

/** The account that a resource is in, in the caller's region. */
function placeOf<P extends Place & Guarded>(place: P, resource: string): P {
  const [, , , region, accountId = ''] = resource.split(':');
  const elsewhere = /^\d{12}$/.test(accountId) && accountId !== place.accountId && region === place.region;
  return elsewhere ? (place.inAccount(accountId) as P) : place;
}
