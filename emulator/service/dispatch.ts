import { randomUUID } from 'node:crypto';
import { AwsError } from '../kernel/aws-error.ts';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { Caller, RoleCaller } from '../kernel/caller.ts';
import { ConnectionCut } from '../kernel/faults.ts';
import { serviceCaller } from '../kernel/service-caller.ts';
import { answerStatus } from '../models/answer-status.ts';
import { violations } from '../models/constraints.ts';
import { loadModel } from '../models/model.ts';
import { exchange } from './exchange.ts';
import { logged } from './logged.ts';
import { notAvailable, notEmulated } from './not-emulated.ts';
import { openRequest } from './open-request.ts';
import type { Place } from './place.ts';
import type { RequestContext } from './request-context.ts';
import type { Service } from './service.ts';

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
  readonly ec2: { unreachable(subnetIds: string[], securityGroupIds: string[], endpoints: string[]): string[] };
}

/**
 * Runs one operation for a caller, whether it came over HTTP or from another service: limits of the model, faults that a test
 * asked for, permissions, then the operation. Holds the clock meanwhile, except while the operation is parked.
 *
 * @param services all that are here, by the names of their models
 * @param input decoded: Buffers for blobs, Dates for timestamps
 * @throws AwsError what the service answers
 */
export async function dispatch<P extends Place & Guarded>(
  place: P,
  services: ReadonlyMap<string, Service<P>>,
  modelName: string,
  operation: string,
  input: unknown,
  caller: Caller,
): Promise<unknown> {
  const service = services.get(modelName);
  if (!service) throw new AwsError('UnknownOperationException', `the service ${modelName} is not emulated`, { status: 404 });
  if (service.isIn?.(place.region) === false) throw notAvailable(modelName, place.region);
  const found = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!found) throw notEmulated(service.model, operation);
  const answer = async (call: LoggedCall) => {
    const request = openRequest(place, caller);
    try {
      checkRoute(place, service, caller);
      checkLimits(service, operation, input);
      authorize(place, service, operation, call);
      const requestId = randomUUID();
      const output = await exchange(place, { call, request, run: ({ park }) => found.run(input, { place, caller, requestId, park }) });
      await lookAround(place, services);
      return output;
    } finally {
      request.end();
    }
  };
  const request = { operation: `${modelName}:${operation}`, input, caller };
  return logged(place, request, answer, (output) => answerStatus(loadModel(modelName), operation, output));
}

/**
 * What runs in a VPC reaches a service only where its network has a way there. On AWS such a connection times out after minutes.
 *
 * @throws ConnectionCut
 */
function checkRoute<P extends Place & Guarded>(place: P, service: Service<P>, caller: Caller): void {
  const network = caller.kind === 'role' ? caller.activity?.network : undefined;
  if (!network) return;
  const endpoint = loadModel(service.model).metadata.endpointPrefix;
  if (place.ec2.unreachable(network.subnetIds, network.securityGroupIds, [endpoint]).length > 0) throw new ConnectionCut();
}

function checkLimits<P extends Place>(service: Service<P>, operation: string, input: unknown): void {
  const model = loadModel(service.model);
  const shape = model.operations[operation]?.input;
  const absent = shape && model.shapes[shape]!.required?.find((name) => (input as Record<string, unknown>)[name] === undefined);
  if (absent && service.missing) throw service.missing(absent);
  const all = shape ? violations(model, shape, input) : [];
  const found = service.hidesTexts ? all.map((problem) => problem.replace(/^Value '.*' (?=at .*regular expression)/s, 'Value ')) : all;
  if (found.length === 0) return;
  const count = `${found.length} validation error${found.length > 1 ? 's' : ''} detected`;
  throw new AwsError(service.invalid ?? 'ValidationException', `${count}: ${found.join('; ')}`);
}

function authorize<P extends Place & Guarded>(place: P, service: Service<P>, name: string, call: LoggedCall): void {
  const { input, caller } = call;
  const operation = service.operations[name]!;
  const action = `${service.iamPrefix}:${operation.action ?? name}`;
  const resources = operation.resources?.(input, place) ?? ['*'];
  call.resources = resources;
  const refuse = (why: string) => new AwsError(service.denied ?? 'AccessDeniedException', why);
  if (caller.kind === 'role' && !operation.free) {
    const passed = operation.passes?.(input, place);
    const context = (resource: string) => service.context?.(resource, input, place) ?? {};
    const denial =
      place.iam.denial(caller, action, resources, context, input) ?? (passed && place.iam.passDenial(caller, passed.roleArns, passed.to));
    if (denial) throw refuse(denial);
  }
  for (const resource of resources) {
    const foreign = resource.startsWith('arn:') && resource.split(':')[4] !== place.accountId;
    if (!foreign || !service.admits || service.admits(resource, name, input, place)) continue;
    // AWS's sentence, as in https://github.com/cert-manager/aws-privateca-issuer/issues/211
    const why = `because no resource-based policy allows the ${action} action`;
    throw refuse(`User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`);
  }
}

/** Notes what would be answered now: it may soon be asked for as an answer of before. */
export async function lookAround<P extends Place>(place: P, services: ReadonlyMap<string, Service<P>>): Promise<void> {
  const caller = serviceCaller('emulator');
  for (const past of place.faults.pasts()) {
    const [model = '', operation = ''] = past.operation.split(':');
    const found = services.get(model)!.operations[operation]!;
    await past.look(place, (input) => found.run(input, { place, caller, requestId: randomUUID(), park: (wait) => wait }));
  }
}
