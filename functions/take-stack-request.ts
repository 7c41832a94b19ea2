import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { sfn } from '../core/aws/sfn.ts';
import { checkEnvironment } from '../core/environment/check-environment.ts';
import { serviceError } from '../core/errors/service-error.ts';
import { answerStack, requireTaker } from '../core/stack-resource/answer.ts';
import { isAnothers, requireOwn } from '../core/stack-resource/holder.ts';
import { requireNoPeople } from '../core/stack-resource/people-wanted.ts';
import { noEnvironment, StackRequest, type StackWork, workOf } from '../core/stack-resource/request.ts';
import { step } from '../core/step.ts';

const Output = z.object({});

/**
 * The service token of Custom::CloudHsmEnvironment: starts what a stack asks for. A workflow takes longer than a function may, so the
 * state machine `stack` answers CloudFormation when it has ended.
 */
export const handler = step(StackRequest, Output, async (request) => {
  requireTaker(request);
  try {
    const work = await permitted(workOf(request), request);
    await sfn().send(
      new StartExecutionCommand({
        stateMachineArn: setting('STACK_MACHINE'),
        name: request.RequestId,
        input: JSON.stringify({ request, work }),
      }),
    );
  } catch (error) {
    // asked again, whose first answer was lost
    if (error instanceof ExecutionAlreadyExists) return {};
    const { name, message } = serviceError(error, { doing: 'starting what the stack asks for', to: request.StackId }) as Error;
    // it may have been started: Lambda asks twice more, and a stack that was told otherwise would leave what comes to stand
    if (name === 'TransientServiceError') throw error;
    await answerStack(request, { Status: 'FAILED', PhysicalResourceId: request.PhysicalResourceId ?? noEnvironment, Reason: message });
  }
  return {};
});

/** Refused at once is what would end in vain after an hour; what is wrong with the file itself, provisioning says. */
async function permitted(work: StackWork, request: StackRequest): Promise<StackWork> {
  const { action, environment } = work;
  if (action === 'teardown') return (await isAnothers(environment, request)) ? { action: 'leave', environment } : work;
  if (action === 'leave') return work;
  const checked = checkEnvironment(work.input);
  if ('problems' in checked) return work;
  await requireOwn(environment, request);
  await requireNoPeople(checked.environment);
  return work;
}
