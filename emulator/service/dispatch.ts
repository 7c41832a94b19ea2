import { randomUUID } from 'node:crypto';
import { AwsError } from '../kernel/aws-error.ts';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { Caller } from '../kernel/caller.ts';
import { ConnectionCut } from '../kernel/faults.ts';
import { serviceCaller } from '../kernel/service-caller.ts';
import { answerStatus } from '../models/answer-status.ts';
import { violations } from '../models/constraints.ts';
import { loadModel } from '../models/model.ts';
import { authorize, type Guarded } from './authorize.ts';
import { exchange } from './exchange.ts';
import { logged } from './logged.ts';
import { checkMembers } from './members.ts';
import { notAvailable, notEmulated } from './not-emulated.ts';
import { openRequest } from './open-request.ts';
import type { Place } from './place.ts';
import type { Service } from './service.ts';

/** What knows which services a network reaches. */
interface Reachable {
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
export async function dispatch<P extends Place & Guarded & Reachable>(
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
      checkMembers(found, operation, input, service.invalid);
      const where = authorize(place, service, operation, call);
      const requestId = randomUUID();
      const output = await exchange(place, {
        call,
        request,
        run: ({ park, within }) => within(() => found.run(input, { place: where, caller, requestId, park })),
      });
      where.onceTagged.note(service.iamPrefix, found.action ?? operation, call.resources);
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
function checkRoute<P extends Place & Reachable>(place: P, service: Service<P>, caller: Caller): void {
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
  const found = service.hidesTexts ? all.map(withoutText) : all;
  if (found.length === 0) return;
  const own = found.map((problem) => service.ownWords?.(problem)).find((words) => words !== undefined);
  if (own) throw own instanceof AwsError ? own : new AwsError(service.invalid ?? 'ValidationException', own);
  const count = `${found.length} validation error${found.length > 1 ? 's' : ''} detected`;
  throw new AwsError(service.invalid ?? 'ValidationException', `${count}: ${found.join('; ')}`);
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

/** A problem without the text that does not match a pattern, which may hold any words itself. */
function withoutText(problem: string): string {
  return problem.includes('satisfy regular expression pattern') ? `Value ${problem.slice(problem.lastIndexOf("' at '") + 2)}` : problem;
}
