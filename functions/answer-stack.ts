import * as z from 'zod/mini';
import { explainFailure } from '../core/failures/explain-failure.ts';
import { uncutCause } from '../core/failures/uncut-cause.ts';
import { answerStack } from '../core/stack-resource/answer.ts';
import { hold, letGo } from '../core/stack-resource/holder.ts';
import { noEnvironment, StackRequest } from '../core/stack-resource/request.ts';
import { step } from '../core/step.ts';

const Failure = z.object({ Error: z.optional(z.string()), Cause: z.optional(z.string()) });
const Input = z.object({
  request: StackRequest,
  environment: z.string(),
  /** What the workflow has answered; null where none ran, or it failed. */
  outcome: z.nullable(
    z.looseObject({
      outcome: z.string(),
      cluster: z.nullish(z.object({ id: z.string() })),
      keyStore: z.nullish(z.object({ id: z.string(), keyArn: z.string() })),
      backup: z.nullish(z.object({ id: z.string() })),
    }),
  ),
  /** What the state machine caught. */
  failure: z.nullable(Failure),
});
const Output = z.object({});

/**
 * Tells CloudFormation how the workflow has ended that a stack has asked for. What it could not create or take over is not the
 * resource's: CloudFormation deletes what it has an id of, and the environment may have stood before.
 */
export const handler = step(Input, Output, async ({ request, environment, outcome, failure }) => {
  const reason = failure ? await reasonOf(failure) : await refusal(environment, request);
  if (reason !== undefined) {
    const PhysicalResourceId = request.PhysicalResourceId ?? noEnvironment;
    await answerStack(request, { Status: 'FAILED', PhysicalResourceId, Reason: reason });
    return {};
  }
  const { cluster, keyStore, backup } = outcome ?? {};
  const Data = {
    ...{ Environment: environment, ClusterId: cluster?.id },
    ...{ KeyStoreId: keyStore?.id, KeyArn: keyStore?.keyArn, BackupId: backup?.id },
  };
  await answerStack(request, { Status: 'SUCCESS', PhysicalResourceId: environment, Data });
  return {};
});

/** Why the environment cannot be the resource's after all: another stack was faster. */
async function refusal(environment: string, request: StackRequest): Promise<string | undefined> {
  if (environment === noEnvironment) return undefined;
  if (request.RequestType === 'Delete') {
    await letGo(environment, request);
    return undefined;
  }
  try {
    await hold(environment, request);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'InvalidEnvironment') return message;
    throw error;
  }
}

/** In the words of the run itself, or of what has ended it: CloudFormation shows them as they are. */
async function reasonOf({ Error: name = 'States.Unknown', Cause: cause = '' }: z.output<typeof Failure>): Promise<string> {
  const explained = explainFailure(name, await uncutCause(cause));
  return `${explained.error}: ${explained.cause}`;
}
