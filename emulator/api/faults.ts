import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { ConnectionCut, type Fault, type Harm } from '../kernel/faults.ts';
import { nearest } from '../kernel/nearest.ts';
import { loadModel } from '../models/model.ts';
import { lookAround } from '../service/dispatch.ts';
import type { ApiRoute } from './api-route.ts';
import { seconds } from './seconds.ts';

const count = z.int().min(1);

const body = z
  .strictObject({
    operation: z.string().regex(/^[^:]+:./s, 'has to be an operation such as kms:CreateKey'),
    nth: count.optional(),
    times: count.optional(),
    where: z.enum(['before', 'after']).optional(),
    error: z
      .strictObject({
        code: z.string().regex(/^[\w.:-]+$/, 'has to be the code of an error, such as ThrottlingException'),
        message: z.string().optional(),
        status: z.int().min(400).max(599).optional(),
      })
      .optional(),
    cut: z.literal(true).optional(),
    stale: z.literal(true).optional(),
    delaySeconds: seconds.optional(),
  })
  .superRefine(({ where, error, cut, stale, delaySeconds }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const harms = Object.entries({ error, cut, stale }).flatMap(([name, harm]) => (harm ? [name] : []));
    if (harms.length > 1) refuse(harms[1]!, `is one harm too many beside ${harms[0]}: ask for each by itself`);
    if (harms.length === 0 && delaySeconds === undefined) refuse('error', 'has to be there, or cut, stale or delaySeconds');
    if ((error || cut) && !where) refuse('where', 'has to be "before" or "after": whether the operation still runs');
  });

type Body = z.infer<typeof body>;

/** Harm to requests of an operation that come; of a signed request's account and region only. */
export const faults: ApiRoute<Body> = {
  method: 'POST',
  path: 'faults',
  body,
  async answer({ cloud }, { body: wanted, place: { accountId, region }, signed }) {
    const operation = known(cloud, wanted.operation);
    const { nth = 1, times = 1, delaySeconds } = wanted;
    const fault: Fault = {
      ...harm(cloud, operation, wanted),
      operation,
      skip: nth - 1,
      times,
      ...(signed && { place: { accountId, region } }),
    };
    if (wanted.error || wanted.cut || wanted.stale) fault.answeredAfterSeconds = delaySeconds;
    cloud.kernel.faults.inject(fault);
    if (wanted.stale) for (const place of cloud.places()) await cloud.kernel.clock.during(() => lookAround(place, cloud.services));
  },
};

/** Takes back what no request has met. */
export const clearFaults: ApiRoute<unknown> = {
  method: 'DELETE',
  path: 'faults',
  body: z.unknown(),
  answer: ({ cloud }) => cloud.kernel.faults.clear(),
};

function harm(cloud: Cloud, operation: string, { where = 'after', error, cut, stale, delaySeconds = 0 }: Body): Harm {
  if (error) return { when: where, error: new AwsError(error.code, error.message ?? '', { status: error.status }) };
  if (cut) return { when: where, error: new ConnectionCut() };
  if (stale) return { stale: true, inputs: askable(cloud, operation) };
  return where === 'before' ? { startsAfterSeconds: delaySeconds } : { answeredAfterSeconds: delaySeconds };
}

/** What has been asked of a read so far, and what can be asked without naming anything: their answers of now are those of before. */
function askable({ kernel, services }: Cloud, operation: string): unknown[] {
  const [service = '', name = ''] = operation.split(':');
  if (!services.has(service) || !/^(Describe|Get|List|BatchGet)|^(En|De)crypt$/.test(name)) {
    throw refused(`${operation} cannot be stale: it has to be a read, such as kms:DescribeKey, and not one of DynamoDB or the data plane`);
  }
  const { operations, shapes } = loadModel(service);
  const asked = kernel.calls.calls.filter((call) => call.operation === operation).map(({ input }) => input);
  return shapes[operations[name]!.input ?? '']?.required?.length ? asked : [...asked, {}];
}

/**
 * An operation by the names of this emulator.
 *
 * @throws AwsError where there is none of that name
 */
function known({ services }: Cloud, given: string): string {
  const [service = '', name = ''] = given.split(/:(.*)/s);
  if (service === 'dynamodb' || service === 'data-plane') return given;
  const found = services.get(service) ?? [...services.values()].find(({ iamPrefix }) => iamPrefix === service);
  if (!found) throw refused(`there is no service ${service}; there are ${[...services.keys()].join(', ')}, dynamodb, data-plane`);
  if (Object.hasOwn(found.operations, name)) return `${found.model}:${name}`;
  const operations = Object.keys(found.operations);
  const near = nearest(name, operations);
  throw refused(`${found.model} has no ${name} here; ${near ? `did you mean ${found.model}:${near}?` : `it has ${operations.join(', ')}`}`);
}

function refused(why: string): AwsError {
  return new AwsError('ValidationException', `operation: ${why}`);
}
