import { AwsError } from '../../kernel/aws-error.ts';
import type { IamState } from '../iam/state.ts';
import type { MessageAttribute } from './message.ts';
import type { SqsState } from './state.ts';

interface Sending {
  readonly iam: Pick<IamState, 'resourcePolicies'>;
  readonly sqs: Pick<SqsState, 'find' | 'send'>;
}

interface Sent {
  body: string;
  attributes: Record<string, MessageAttribute>;
  groupId?: string | undefined;
}

/**
 * What a service of AWS puts into a queue by itself.
 *
 * @param sourceArn what the service acts for
 * @returns whether the queue has it: one that is not there, does not let the service in or takes no message so long has not
 */
export function sentByService({ iam, sqs }: Sending, service: string, sourceArn: string, queueArn: string, sent: Sent): boolean {
  if (!sqs.find(queueArn) || iam.resourcePolicies.denial(service, 'sqs:SendMessage', queueArn, sourceArn)) return false;
  try {
    sqs.send(queueArn, sent.body, sent.attributes, { senderId: service, groupId: sent.groupId });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
