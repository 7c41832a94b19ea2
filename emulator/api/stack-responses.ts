import * as z from 'zod';
import { longestResponse, tooLong } from '../cloudformation/stack-responses.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { ApiRoute } from './api-route.ts';

const text = z.string().min(1).max(1024);
const body = z.looseObject({
  Status: z.enum(['SUCCESS', 'FAILED']),
  PhysicalResourceId: text,
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  Reason: z.string().optional(),
  Data: z.record(z.string(), z.unknown()).optional(),
});

/** Where the functions of custom resources put their answers: the ResponseURL of their requests. */
export const stackResponses: ApiRoute<z.infer<typeof body>> = {
  method: 'PUT',
  path: 'stack-responses/{id}',
  body,
  answer({ responses }, { parameters, body: response }) {
    const { Status, PhysicalResourceId, Reason, Data } = response;
    if (Buffer.byteLength(JSON.stringify(response)) > longestResponse) {
      responses.take(parameters.id!, { Status: 'FAILED', PhysicalResourceId, Reason: tooLong });
      return {};
    }
    responses.take(parameters.id!, { Status, PhysicalResourceId, ...(Reason !== undefined && { Reason }), ...(Data && { Data }) });
    return {};
  },
};

/** An answer, for whoever sends requests in place of CloudFormation. */
export const stackResponse: ApiRoute<object> = {
  method: 'GET',
  path: 'stack-responses/{id}',
  body: z.strictObject({}),
  answer({ responses }, { parameters }) {
    const found = responses.answers.get(parameters.id!);
    if (found) return found;
    throw new AwsError('NotAnswered', `nobody has answered the request ${parameters.id} yet`, { status: 404 });
  },
};
