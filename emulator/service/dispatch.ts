import { randomUUID } from 'node:crypto';
import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import { ConnectionCut } from '../kernel/faults.ts';
import { serviceCaller } from '../kernel/service-caller.ts';
import { violations } from '../protocol/constraints.ts';
import { loadModel } from '../protocol/model.ts';
import { services } from '../services.ts';
import type { World } from '../world.ts';
import { exchange } from './exchange.ts';
import { notEmulated } from './not-emulated.ts';
import { openRequest } from './open-request.ts';
import type { Service } from './service.ts';

/**
 * Runs one operation for a caller, whether it came over HTTP or from another service: limits of the model, faults that a test
 * asked for, permissions, then the operation. Holds the clock meanwhile, except while the operation is parked.
 *
 * @param input decoded: Buffers for blobs, Dates for timestamps
 * @throws AwsError what the service answers
 */
export async function dispatch(world: World, modelName: string, operation: string, input: unknown, caller: Caller): Promise<unknown> {
  const service = serviceOf(modelName);
  const request = openRequest(world, caller);
  try {
    const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
    if (!run) throw notEmulated(service.model, operation);
    checkRoute(world, service, caller);
    checkLimits(service, operation, input);
    authorize(world, service, operation, input, caller);
    const requestId = randomUUID();
    const output = await exchange(world, {
      operation: `${modelName}:${operation}`,
      input,
      caller,
      request,
      run: ({ park }) => run(input, { world, caller, requestId, park }),
    });
    await lookAround(world);
    return output;
  } finally {
    request.end();
  }
}

export function serviceOf(modelName: string): Service {
  const service = services.find(({ model }) => model === modelName);
  if (!service) throw new AwsError('UnknownOperationException', `the service ${modelName} is not emulated`, { status: 404 });
  return service;
}

/**
 * What runs in a VPC reaches a service only where its network has a way there. On AWS such a connection times out after minutes.
 *
 * @throws ConnectionCut
 */
function checkRoute(world: World, service: Service, caller: Caller): void {
  const network = caller.kind === 'role' ? caller.activity?.network : undefined;
  if (!network) return;
  const endpoint = loadModel(service.model).metadata.endpointPrefix;
  if (world.ec2.unreachable(network.subnetIds, network.securityGroupIds, [endpoint]).length > 0) throw new ConnectionCut();
}

function checkLimits(service: Service, operation: string, input: unknown): void {
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

function authorize(world: World, service: Service, operation: string, input: unknown, caller: Caller): void {
  if (caller.kind === 'person') return;
  const action = `${service.iamPrefix}:${service.actions?.[operation] ?? operation}`;
  const resources = service.resources?.[operation]?.(input, world, caller) ?? ['*'];
  const passed = service.passes?.[operation]?.(input, world);
  const context = (resource: string) => service.context?.(resource, input, world) ?? {};
  const denial =
    world.iam.denial(caller, action, resources, context, input) ?? (passed && world.iam.passDenial(caller, passed.roleArns, passed.to));
  if (denial) throw new AwsError(service.denied ?? 'AccessDeniedException', denial);
}

/** What is answered now may soon be asked for as an answer of before. */
async function lookAround(world: World): Promise<void> {
  const caller = serviceCaller('emulator');
  for (const past of world.faults.pasts()) {
    const [model = '', operation = ''] = past.operation.split(':');
    const run = serviceOf(model).operations[operation]!;
    await past.look((input) => run(input, { world, caller, requestId: randomUUID(), park: (wait) => wait }));
  }
}
