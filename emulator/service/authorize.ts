import { AwsError } from '../kernel/aws-error.ts';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { RoleCaller } from '../kernel/caller.ts';
import type { Place } from './place.ts';
import type { RequestContext } from './request-context.ts';
import type { Operation, Service } from './service.ts';

/** What decides, at every service's door, whether a request gets in. */
export interface Guarded {
  readonly iam: {
    denial(
      caller: RoleCaller,
      action: string,
      resources: string[],
      contextOf: (resource: string) => RequestContext,
      input: unknown,
    ): string | undefined;
    passDenial(caller: RoleCaller, roleArns: string[], service: string): string | undefined;
  };
}

/**
 * Asks IAM whether a caller may do what it asks a service for, and notes what that is about.
 *
 * @param name of the operation
 * @throws AwsError AccessDeniedException, or what the service calls it
 */
export function authorize<P extends Place & Guarded>(place: P, service: Service<P>, name: string, call: LoggedCall): void {
  const { input, caller } = call;
  const operation = service.operations[name]!;
  const asked = questions(operation, name, input, place).map((one) => ({ ...one, action: `${service.iamPrefix}:${one.action}` }));
  call.resources = [...new Set(asked.flatMap(({ resources }) => resources))];
  const refuse = (why: string) => new AwsError(service.denied ?? 'AccessDeniedException', why);
  if (caller.kind === 'role' && !operation.free) {
    for (const { action, resources, about } of asked) {
      const denial = place.iam.denial(caller, action, resources, (resource) => service.context?.(resource, about, place) ?? {}, about);
      if (denial) throw refuse(denial);
    }
    const passed = operation.passes?.(input, place);
    const denial = passed && place.iam.passDenial(caller, passed.roleArns, passed.to);
    if (denial) throw refuse(denial);
  }
  for (const { action, resources } of asked) {
    for (const resource of resources) {
      const foreign = resource.startsWith('arn:') && resource.split(':')[4] !== place.accountId;
      if (!foreign || !service.admits || service.admits(resource, name, input, place)) continue;
      // AWS's sentence, as in https://github.com/cert-manager/aws-privateca-issuer/issues/211
      const why = `because no resource-based policy allows the ${action} action`;
      throw refuse(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`);
    }
  }
}

function questions<P extends Place>(operation: Operation<unknown, P>, name: string, input: unknown, place: P) {
  const one = () => ({ action: operation.action ?? name, resources: operation.resources?.(input, place) ?? ['*'], about: input });
  return operation.asks?.(input, place) ?? [one()];
}
